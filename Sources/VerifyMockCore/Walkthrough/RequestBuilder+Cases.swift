package import VerifyMockJSON
import VerifyMockContract

extension RequestBuilder {
  /// What a request must hold, by location, to have this effect: what its case asks for, and
  /// nothing that an earlier case asks for.
  ///
  /// Where an earlier case can't be avoided, what it asks for stays as it is.
  package func values(for effect: Effect) -> [(location: String, value: JSONValue)] {
    guard let position = operation.cases.firstIndex(where: { $0.effect == effect }) else {
      return []
    }
    var values: [(location: String, value: JSONValue)] = []
    for condition in operation.cases[position].when {
      guard let place = place(of: condition) else { continue }
      if condition.isGiven == true, let input = input(at: place) {
        values.append((place, provider.contract.sample(input.facts)))
      } else if condition.isGiven == nil, let value = condition.values.first {
        values.append((place, .string(value)))
      }
    }
    for earlier in operation.cases[..<position] {
      let isMet = earlier.when.allSatisfy { holds($0, values) }
      guard isMet else { continue }
      for condition in earlier.when {
        guard let place = place(of: condition), !values.contains(where: { $0.location == place }),
          condition.isGiven == nil, let other = otherValue(at: place, than: condition.values)
        else { continue }
        values.append((place, other))
        break
      }
    }
    return values
  }

  private func place(of condition: ProviderOperation.Condition) -> String? {
    guard case .location(let location) = condition.subject else { return nil }
    return location.spellings.first.map { canonical($0) }
  }

  private func input(at place: String) -> Input? {
    operation.reader.inputs.first { $0.location == place }
  }

  /// Whether a request with these values meets a condition.
  private func holds(
    _ condition: ProviderOperation.Condition, _ values: [(location: String, value: JSONValue)]
  ) -> Bool {
    guard let place = place(of: condition) else { return false }
    let input = input(at: place)
    let given =
      values.first { $0.location == place }?.value
      ?? input.flatMap { input in
        let facts = provider.contract.facts(input.facts)
        if input.isRequired { return provider.contract.sample(input.facts) }
        return facts.defaultValue.flatMap { try? JSONValue(parsing: $0) }
      }
    if let isGiven = condition.isGiven { return isGiven == (given != nil) }
    return given.map { condition.values.contains(Self.text($0)) } ?? false
  }

  /// A value of an enumeration that is none of these.
  private func otherValue(at place: String, than values: [String]) -> JSONValue? {
    guard let input = input(at: place) else { return nil }
    return provider.contract.facts(input.facts).enumValues?.lazy
      .compactMap { try? JSONValue(parsing: $0.json) }
      .first { !values.contains(Self.text($0)) }
  }
}
