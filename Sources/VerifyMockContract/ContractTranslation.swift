import VerifyMockJSON

/// What is rewritten before a document is compiled: OpenAPI 3.0's dialect, and the other spellings
/// of enum values, which a schema must let pass.
struct ContractTranslation {
  let sources: [ContractSource]
  /// Whether the document is in OpenAPI 3.0, whose schemas are not JSON Schema 2020-12.
  let isOld: Bool
  /// By source, where `x-also` stands: nothing else is rewritten in a document of our own version.
  private let spellings: [[Int]]

  init(sources: [ContractSource], isOld: Bool) {
    self.sources = sources
    self.isOld = isOld
    spellings = sources.map { source in
      source.document.withView { view in
        let name: StaticString = "x-also"
        let key = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        return (0..<view.next).filter { view.at($0).isString(equalTo: key) }
      }
    }
  }

  /// Whether there is nothing to rewrite in a value.
  private func isSettled(_ draft: ContractDraft) -> Bool {
    guard !isOld, case .verbatim(let source, let index) = draft else { return false }
    let end = Int(sources[source].document.nodes[index].next)
    let places = spellings[source]
    var low = 0
    var high = places.count
    while low < high {
      let middle = (low + high) / 2
      if places[middle] < index { low = middle + 1 } else { high = middle }
    }
    return low == places.count || places[low] >= end
  }

  /// The draft with its schemas rewritten.
  func translated(_ draft: ContractDraft) -> ContractDraft {
    rewritten(draft, as: .openapi) ?? draft
  }

  /// The rewritten value, or nil when it stays as it is.
  private func rewritten(_ draft: ContractDraft, as kind: OpenAPIObject) -> ContractDraft? {
    if case .any = kind { return nil }
    if isSettled(draft) { return nil }
    guard var members = draft.members(in: sources) else { return nil }
    var isChanged = false
    for i in members.indices {
      guard let field = kind.field(members[i].name), !members[i].name.hasPrefix("x-") else {
        continue
      }
      if let value = rewritten(members[i].value, as: field) {
        members[i].value = value
        isChanged = true
      }
    }
    if case .schema = kind {
      if isOld, modernise(&members) { isChanged = true }
      if admitOtherSpellings(&members) { isChanged = true }
      let origin = draft.origin(in: sources)
      if isOld, let nullable = wrappedNullable(&members, origin: origin) { return nullable }
      // Only OpenAPI 3.1 may write 3.1.
    } else if case .openapi = kind, isOld,
      let at = members.firstIndex(where: { $0.name == "openapi" })
    {
      members[at].value = .text(Array("\"3.1.0\"".utf8), origin: members[at].keyOrigin)
      isChanged = true
    }
    return isChanged ? .object(members, origin: draft.origin(in: sources)) : nil
  }

  private func rewritten(_ draft: ContractDraft, as field: OpenAPIObject.Field) -> ContractDraft? {
    if isSettled(draft) { return nil }
    switch field {
    case .one(let kind): return rewritten(draft, as: kind)
    case .oneOrList(let kind):
      return draft.members(in: sources) == nil
        ? rewritten(draft, as: .list(kind)) : rewritten(draft, as: kind)
    case .map(let kind):
      guard var members = draft.members(in: sources) else { return nil }
      var isChanged = false
      for i in members.indices {
        if let value = rewritten(members[i].value, as: kind) {
          members[i].value = value
          isChanged = true
        }
      }
      return isChanged ? .object(members, origin: draft.origin(in: sources)) : nil
    case .list(let kind):
      guard var elements = elements(draft) else { return nil }
      var isChanged = false
      for i in elements.indices {
        if let value = rewritten(elements[i], as: kind) {
          elements[i] = value
          isChanged = true
        }
      }
      return isChanged ? .array(elements, origin: draft.origin(in: sources)) : nil
    }
  }

  func elements(_ draft: ContractDraft) -> [ContractDraft]? {
    switch draft {
    case .array(let elements, _): return elements
    case .verbatim(let source, let index):
      let element = JSONElement(document: sources[source].document, index: index)
      guard element.kind == .array else { return nil }
      return element.elements.map { .verbatim(source: source, index: $0.index) }
    case .object, .text: return nil
    }
  }

  /// The JSON text of a value that was not rewritten; nil for others.
  func json(_ draft: ContractDraft) -> String? {
    switch draft {
    case .verbatim(let source, let index):
      JSONElement(document: sources[source].document, index: index).rawText
    case .text(let bytes, _): String(decoding: bytes, as: UTF8.self)
    case .object, .array: nil
    }
  }
}
