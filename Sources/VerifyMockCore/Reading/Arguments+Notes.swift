import VerifyMockJSON

extension Arguments {
  mutating func note(_ kind: Tolerance.Kind, label: Label, got: String, readAs: String) {
    // A body of a million unknown names must not make a million notes.
    guard notes.count < Self.noteLimit else { return }
    notes.append(
      Tolerance(kind: kind, location: location(label), got: got, readAs: readAs))
  }

  private static let noteLimit = 100

  mutating func noteSpelling(
    _ key: JSONNode, _ value: ReadingPlan.ValuePlan, _ plan: ReadingPlan, target: Int32
  ) {
    let canonical = plan.properties[Int(value.firstProperty + target)].key
    note(
      .spelling, label: Label(canonical), got: text(shifted(key), isQuoted: false),
      readAs: text(canonical, isQuoted: false))
  }

  /// `body/items/0/name`
  private func location(_ label: Label) -> String {
    var text = section.rawValue
    for step in trail { text += "/" + name(step) }
    return text + "/" + name(label)
  }

  private func name(_ label: Label) -> String {
    label.start < 0
      ? "\(label.end)"
      : String(decoding: bytes.elements(Int(label.start)..<Int(label.end)), as: UTF8.self)
  }

  /// The text of a value of the source as it stood, strings of JSON with their quotes.
  func rawText(_ node: JSONNode) -> String {
    text(shifted(node), isQuoted: node.kind == .string && !isText)
  }

  /// The text of a node of the buffer, cut after 64 bytes.
  func text(_ node: JSONNode, isQuoted: Bool) -> String {
    let quote = isQuoted ? 1 : 0
    let start = Int(node.start) - quote
    let end = Int(node.end) + quote
    guard start >= 0, start <= end, end <= bytes.count else { return "" }
    guard end - start > 64 else {
      return String(decoding: bytes.elements(start..<end), as: UTF8.self)
    }
    return String(decoding: bytes.elements(start..<start + 64), as: UTF8.self) + "…"
  }

  func defaultText(_ property: ReadingPlan.PropertyPlan, _ plan: ReadingPlan) -> String {
    guard property.defaultCount > 0 else { return "" }
    let node = plan.defaults[Int(property.defaultStart)]
    return text(node, isQuoted: node.kind == .string)
  }
}
