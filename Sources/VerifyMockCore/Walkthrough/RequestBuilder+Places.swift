import VerifyMockJSON
import VerifyMockContract
import VerifyMockSchema

extension RequestBuilder {
  /// Puts the values of places inside a body's members, as in `body/items/0/name`, into these.
  func fold(_ values: inout [String: JSONValue]) {
    let inner = values.filter { $0.key.hasPrefix("body/") }.sorted { $0.key < $1.key }
    for (location, value) in inner {
      let names = location.split(separator: "/").map(String.init)
      guard names.count > 2,
        !operation.reader.inputs.contains(where: { $0.location == location }),
        let input = operation.reader.inputs.first(where: { $0.location == "body/" + names[1] })
      else { continue }
      var member = values[input.location] ?? provider.contract.sample(input.facts)
      if case .array(let items) = member, items.isEmpty,
        let facts = provider.contract.facts(input.facts).items
      {
        member = .array([provider.contract.sample(facts)])
      }
      try? member.set(value, at: JSONPointer(Array(names.dropFirst(2))))
      values[input.location] = member
    }
  }

  /// Takes the plus from telephone numbers where the contract wants digits alone.
  func spellNumbers(_ values: inout [String: JSONValue]) {
    var places = [location(of: "recipient"), location(of: "number")].compactMap { $0 }
    for finder in operation.find where finder.kind != .id {
      places += finder.location.spellings.prefix(1).map { canonical($0) }
    }
    for place in places {
      guard case .string(let text)? = values[place], text.hasPrefix("+"),
        let pattern = facts(at: place)?.pattern.flatMap({ try? CompiledPattern(source: $0) })
      else { continue }
      let digits = String(text.dropFirst())
      func fits(_ text: String) -> Bool {
        Array(text.utf8).withUnsafeBufferPointer { pattern.matches($0) }
      }
      if !fits(text), fits(digits) { values[place] = .string(digits) }
    }
  }

  /// Names the provider's first channel where a channel is wanted and the contract takes any text.
  func nameChannel(_ values: inout [String: JSONValue]) {
    guard let place = location(of: "channel"), values[place] == nil,
      let first = provider.channels.first,
      let input = operation.reader.inputs.first(where: { $0.location == place }), input.isRequired
    else { return }
    let sample = Array(Self.text(provider.contract.sample(input.facts)).utf8)
    if provider.channel(named: sample) == nil {
      values[place] = .string(provider.verification.words.word(for: first.name, .channel))
    }
  }

  /// What the contract says of a place, inside a body's members too.
  private func facts(at place: String) -> SchemaFacts? {
    let names = place.split(separator: "/").map(String.init)
    guard names.count > 1,
      let input = operation.reader.inputs.first(where: { $0.location == "\(names[0])/\(names[1])" })
    else { return nil }
    var facts = provider.contract.facts(input.facts)
    for name in names.dropFirst(2) {
      guard let inner = facts.property(name)?.facts ?? facts.items else { return nil }
      facts = provider.contract.facts(inner)
    }
    return facts
  }
}
