import VerifyMockJSON

/// Lays the facts of schemas together, each combination of schemas once.
struct SchemaFactsReader {
  let text: ContractText
  private(set) var table: [SchemaFacts] = []
  private var known: [[Int]: SchemaFactsID] = [:]

  init(text: ContractText) {
    self.text = text
  }

  /// The facts of a value about which nothing is said.
  var anything: SchemaFactsID {
    mutating get { facts(of: []) }
  }

  /// The facts of the schema at an index.
  mutating func facts(at index: Int) -> SchemaFactsID {
    facts(of: [index])
  }

  /// The facts of a value for which all of these schemas hold.
  ///
  /// A schema that contains itself gets its name before its content is read.
  mutating func facts(of indices: [Int]) -> SchemaFactsID {
    if let id = known[indices] { return id }
    let id = SchemaFactsID(index: table.count)
    known[indices] = id
    table.append(SchemaFacts())
    var draft = SchemaFactsDraft()
    for index in indices {
      var path: [Int] = []
      draft.gather(index, from: text, path: &path)
    }
    var facts = draft.facts
    facts.pointer = indices.first.map { text.pointer(of: $0) } ?? ""
    facts.properties = draft.properties.map { property in
      let inner = self.facts(of: property.schemas)
      return SchemaFacts.Property(
        name: property.name, also: draft.spellings(of: property.schemas, in: text),
        facts: inner, isRequired: draft.required.contains(property.name))
    }
    if !draft.items.isEmpty { facts.items = self.facts(of: draft.items) }
    if !draft.additional.isEmpty { facts.additional = .described(self.facts(of: draft.additional)) }
    table[id.index] = facts
    return id
  }
}
