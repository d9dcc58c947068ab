import VerifyMockJSON
import VerifyMockSchema

/// Reads the composed text of a contract and collects every problem on the way.
struct ContractReader {
  let text: ContractText
  let uri: String
  var problems: [ContractProblem] = []
  var registry = SchemaRegistry()
  var factsReader: SchemaFactsReader
  /// Schemas that are compiled already, by the index of their place.
  var compiled: [Int: SchemaID] = [:]
  /// What was read of the `content` of an object: operations share their responses.
  var contentsRead: [Int: [ContractContent]] = [:]

  init(text: ContractText, uri: String) {
    self.text = text
    self.uri = uri
    self.factsReader = SchemaFactsReader(text: text)
  }

  mutating func report(_ index: Int, _ what: String, hint: String? = nil) {
    problems.append(ContractProblem(place: text.place(index), what: what, hint: hint))
  }

  /// Reports why a schema cannot be used, once for all that refer to it.
  mutating func report(_ error: SchemaError) {
    let problem = ContractProblem(
      place: text.place(pointer: error.pointer), what: error.what, hint: error.hint)
    if !problems.contains(problem) { problems.append(problem) }
  }

  /// The object that is meant: the value itself, or what its `$ref` leads to.
  ///
  /// - Returns: nil, with a problem reported, when a reference leads nowhere or in a circle, or when
  ///   what is found is no object.
  mutating func resolved(_ index: Int, _ what: String) -> Int? {
    var at = index
    var seen: Set<Int> = []
    while true {
      guard text.kind(at) == .object else {
        report(at, "\(what) must be an object, not \(article(text.kind(at)))")
        return nil
      }
      guard let reference = text.member(at, "$ref") else { return at }
      guard let address = text.string(reference) else {
        report(reference, "'$ref' must be a string, not \(article(text.kind(reference)))")
        return nil
      }
      guard seen.insert(at).inserted else {
        report(index, "the reference '\(address)' leads back to itself")
        return nil
      }
      guard let target = target(of: address, at: reference) else { return nil }
      at = target
    }
  }

  /// What a reference points at; a problem when it is nothing.
  mutating func target(of address: String, at reference: Int) -> Int? {
    if let target = text.target(of: address) { return target }
    guard address.hasPrefix("#") else {
      report(
        reference, "the reference '\(address)' leads out of the document",
        hint: "Give that document as an addition and refer to it with '#/…'.")
      return nil
    }
    report(reference, "the reference '\(address)' leads nowhere", hint: nearest(to: address))
    return nil
  }

  /// A hint that names the neighbour that a pointer's wrong token was probably meant to be.
  private func nearest(to address: String) -> String? {
    var at = text.root
    var found = "#"
    for token in ContractText.tokens(of: String(address.dropFirst())) {
      if let next = text.child(at, token) {
        at = next
        found += "/" + TapeLocation.escaped(token)
        continue
      }
      let names = text.members(at).compactMap { text.string($0.key) }
      return NearestName.of(token, in: names).map {
        "Did you mean '\(found)/\(TapeLocation.escaped($0))'?"
      }
    }
    return nil
  }

  /// `an array`, `a string`, `null`.
  func article(_ kind: JSONKind) -> String {
    switch kind {
    case .null: "null"
    case .array, .object: "an \(kind.name)"
    default: "a \(kind.name)"
    }
  }

  /// The schema at a place, compiled, with its facts.
  mutating func schema(at index: Int) -> (id: SchemaID, facts: SchemaFactsID)? {
    guard [.object, .true, .false].contains(text.kind(index)) else {
      report(index, "a schema must be an object or a boolean, not \(article(text.kind(index)))")
      return nil
    }
    // Many places say nothing but where the schema is: it is compiled once.
    let place = text.referent(index)
    if let id = compiled[place] { return (id, factsReader.facts(at: index)) }
    do throws(SchemaError) {
      let id = try registry.compile(document: uri, pointer: text.pointer(of: place))
      compiled[place] = id
      return (id, factsReader.facts(at: index))
    } catch {
      report(error)
      return nil
    }
  }

  func provenance(_ index: Int, within outer: Provenance) -> Provenance {
    text.ownProvenance(index).or(outer)
  }

  /// The JSON texts of `example` and of the values in `examples`.
  mutating func examples(_ index: Int) -> [[UInt8]] {
    var result: [[UInt8]] = []
    if let example = text.member(index, "example") { result.append(Array(text.json(example))) }
    for (_, value) in text.members(text.member(index, "examples")) {
      guard text.kind(value) == .object, let object = resolved(value, "an example") else {
        continue
      }
      if let inner = text.member(object, "value") { result.append(Array(text.json(inner))) }
    }
    return result
  }
}
