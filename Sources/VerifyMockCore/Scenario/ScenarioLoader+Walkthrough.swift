import VerifyMockJSON

extension ScenarioLoader {
  mutating func walkthroughItem(_ element: JSONElement) -> WalkthroughItem? {
    let keys = ["do", "call", "with", "code", "expect", "body", "times", "advance", "callbacks"]
    guard let fields = reader.fields(of: element, "an item of a walkthrough", keys: keys)
    else { return nil }
    if let element = fields["advance"] {
      return reader.interval(element, "'advance'").map { .advance($0) }
    }
    if let element = fields["callbacks"] {
      guard element.kind == .array else {
        reader.note(element, "'callbacks' must be a list, not \(element.kind.name)")
        return nil
      }
      return .callbacks(
        element.elements.map { one in
          reader.entries(of: one, "a callback").compactMap { name, _, value in
            reader.string(value, "a callback's field").map { (name, $0) }
          }
        })
    }
    let target: WalkthroughItem.Request.Target
    if let element = fields["do"] {
      guard
        let effect = reader.word(
          element, "the effect", among: Effect.allCases.map { ($0.rawValue, $0) })
      else { return nil }
      guard provider.operations.contains(where: { $0.cases.contains { $0.effect == effect } })
      else {
        reader.note(element, "'\(provider.id)' has no operation that can '\(effect.rawValue)'")
        return nil
      }
      target = .effect(effect)
    } else if let element = fields["call"] {
      guard
        let operation = reader.word(
          element, "the operation", among: provider.operations.map { ($0.id, $0.id) })
      else { return nil }
      target = .operation(operation)
    } else {
      reader.note(
        element, "an item needs 'do', 'call', 'advance' or 'callbacks'")
      return nil
    }
    var expect: Outcome?
    if let element = fields["expect"] {
      expect = reader.word(
        element, "the outcome", among: Outcome.allCases.map { ($0.name, $0) })
    }
    var code: WalkthroughItem.Request.Code?
    if let element = fields["code"], let text = reader.string(element, "'code'") {
      code = text == "right" ? .right : text == "wrong" ? .wrong : .literal(text)
    }
    var with: [(String, JSONElement)] = []
    if let element = fields["with"] {
      with = reader.entries(of: element, "'with'").map { ($0.name, $0.value) }
    }
    return .request(
      .init(
        target: target, with: with, code: code, expect: expect, body: fields["body"],
        times: fields["times"].flatMap { reader.integer($0, "'times'", in: 1...1_000) } ?? 1,
        place: reader.source.place(of: element)))
  }
}
