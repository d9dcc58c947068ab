import VerifyMockJSON
import VerifyMockContract

extension RequestReader {
  /// Compiles a location: `path/X`, `query/X`, `header/X`, `body`, `body/X/0/Y`, or `argument/X` for
  /// the body, then the query.
  ///
  /// - Returns: nil when the contract has no such place.
  package func slot(_ location: String) -> InputSlot? {
    let tokens = location.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard tokens.count >= 2, let name = tokens.dropFirst().first else { return nil }
    let rest = Array(tokens.dropFirst(2))
    if tokens[0] == "argument" {
      let body = input(.body, name, rest: rest)
      let query = input(.query, name, rest: rest)
      guard let first = body ?? query else { return nil }
      return InputSlot(
        first: first, second: body == nil ? -1 : query ?? -1, rest: steps(rest))
    }
    guard let section = Input.Section(rawValue: tokens[0]),
      let first = input(section, name, rest: rest)
    else { return nil }
    return InputSlot(first: first, second: -1, rest: steps(rest))
  }

  /// The location that a wrong one was probably meant to be.
  package func suggestion(for location: String) -> String? {
    let tokens = location.split(separator: "/", maxSplits: 1).map(String.init)
    guard tokens.count == 2 else { return nil }
    let name = tokens[1].prefix { $0 != "/" }
    let section = Input.Section(rawValue: tokens[0])
    let candidates = inputs.filter { section == nil || $0.section == section }
    // The right name in another section is likelier than a misspelling.
    if let other = inputs.first(where: { $0.name == name }) { return other.location }
    guard let near = NearestName.of(String(name), in: candidates.map(\.name)) else { return nil }
    return candidates.first { $0.name == near }?.location
  }

  private func input(_ section: Input.Section, _ name: String, rest: [String]) -> Int32? {
    guard let index = inputs.firstIndex(where: { $0.section == section && $0.name == name }) else {
      return nil
    }
    var facts = contract.facts(inputs[index].facts)
    for token in rest {
      if facts.types.contains(.array), let items = facts.items, Int(token) != nil {
        facts = contract.facts(items)
      } else if let property = facts.property(token) {
        facts = contract.facts(property.facts)
      } else if case .described(let other) = facts.additional {
        facts = contract.facts(other)
      } else if facts.additional == .allowed || facts.types == .all && facts.properties.isEmpty {
        return Int32(index)
      } else {
        return nil
      }
    }
    return Int32(index)
  }

  private func steps(_ tokens: [String]) -> [InputSlot.Step] {
    tokens.map { token in
      Int(token).map { .index($0) } ?? .key(Array(token.utf8))
    }
  }
}
