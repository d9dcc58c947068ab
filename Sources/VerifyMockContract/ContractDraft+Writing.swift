import VerifyMockJSON

extension ContractDraft {
  /// The composed text; of a draft that is one whole source, that source itself.
  func text(of sources: [ContractSource]) throws(JSONSyntaxError) -> ContractText {
    if case .verbatim(let source, 0) = self {
      return ContractText(
        document: sources[source].document, sources: sources,
        segments: [.init(start: 0, source: source, sourceStart: 0, isVerbatim: true)])
    }
    var bytes: [UInt8] = []
    var segments: [ContractText.Segment] = []
    write(to: &bytes, segments: &segments, sources: sources)
    return ContractText(
      document: try JSONDocument(bytes), sources: sources, segments: segments)
  }

  private func write(
    to bytes: inout [UInt8], segments: inout [ContractText.Segment], sources: [ContractSource]
  ) {
    func mark(_ origin: Origin, isVerbatim: Bool) {
      segments.append(
        .init(
          start: bytes.count, source: origin.source, sourceStart: origin.offset,
          isVerbatim: isVerbatim))
    }
    switch self {
    case .verbatim(let source, let index):
      let element = JSONElement(document: sources[source].document, index: index)
      mark(Origin(source: source, offset: element.offset), isVerbatim: true)
      let quote = element.kind == .string ? 1 : 0
      bytes +=
        element.document.bytes[
          element.offset..<Int(element.node.end) + quote]
    case .text(let text, let origin):
      mark(origin, isVerbatim: false)
      bytes += text
    case .array(let elements, let origin):
      mark(origin, isVerbatim: false)
      bytes.append(UInt8(ascii: "["))
      for (i, element) in elements.enumerated() {
        if i > 0 { bytes.append(UInt8(ascii: ",")) }
        element.write(to: &bytes, segments: &segments, sources: sources)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members, let origin):
      mark(origin, isVerbatim: false)
      bytes.append(UInt8(ascii: "{"))
      for (i, member) in members.enumerated() {
        if i > 0 { bytes.append(UInt8(ascii: ",")) }
        mark(member.keyOrigin, isVerbatim: true)
        bytes += member.key
        bytes.append(UInt8(ascii: ":"))
        member.value.write(to: &bytes, segments: &segments, sources: sources)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }
}
