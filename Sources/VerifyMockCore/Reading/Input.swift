import VerifyMockJSON
package import VerifyMockContract
package import VerifyMockSchema

/// One named input of an operation: a parameter, or a member of the body.
package struct Input: Sendable {
  package enum Section: String, Sendable, CaseIterable {
    case path
    case query
    case header
    case body
  }

  package let section: Section
  /// As the contract spells it.
  package let name: String
  package let isRequired: Bool
  package let schema: SchemaID?
  package let facts: SchemaFactsID
  package let provenance: Provenance
  /// Where the contract describes it.
  package let pointer: String

  /// `body/recipient`
  package var location: String { "\(section.rawValue)/\(name)" }
}

/// How an input came to its value.
package enum InputOrigin: Sendable, Hashable {
  /// The request gave it.
  case given
  /// The request gave it as a number where text is asked: leading zeros may be lost.
  case givenAsNumber
  /// The contract's `default` stands in for it.
  case byDefault
}

/// A compiled location: where an operation's arguments have a value.
///
/// An object, as every request looks at many of them.
package final class InputSlot: Sendable {
  enum Step: Sendable {
    case key(String)
    case index(Int)
  }

  /// The positions of the inputs that can give the value; the first that is given counts.
  let inputs: [Int]
  /// The way down from the input's value.
  let rest: [Step]

  init(inputs: [Int], rest: [Step]) {
    self.inputs = inputs
    self.rest = rest
  }
}

extension RequestReader {
  /// Compiles a location: `path/X`, `query/X`, `header/X`, `body/X/0/Y`, or `argument/X` for the
  /// body, then the query.
  ///
  /// - Returns: nil when the contract has no such place.
  package func slot(_ location: String) -> InputSlot? {
    let tokens = location.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard tokens.count >= 2 else { return nil }
    let rest = Array(tokens.dropFirst(2))
    let sections: [Input.Section] =
      tokens[0] == "argument"
      ? [.body, .query] : [Input.Section(rawValue: tokens[0])].compactMap { $0 }
    let inputs = sections.compactMap { input($0, tokens[1], rest: rest) }
    if inputs.isEmpty { return nil }
    return InputSlot(
      inputs: inputs, rest: rest.map { token in Int(token).map { .index($0) } ?? .key(token) })
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

  /// The position of an input that can have something at the end of the way down.
  private func input(_ section: Input.Section, _ name: String, rest: [String]) -> Int? {
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
        return index
      } else {
        return nil
      }
    }
    return index
  }
}
