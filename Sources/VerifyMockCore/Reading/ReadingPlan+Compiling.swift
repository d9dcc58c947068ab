import VerifyMockJSON
import VerifyMockContract

extension ReadingPlan {
  /// Compiles the facts of schemas, each once.
  struct Compiler {
    let contract: Contract
    private(set) var values: [ValuePlan] = []
    private(set) var properties: [PropertyPlan] = []
    private(set) var enumerations: [Enumeration] = []
    private(set) var enumerationValues: [JSONNode] = []
    private(set) var defaults: [JSONNode] = []
    private(set) var constants: [UInt8] = []
    private(set) var names = NameTables.Builder()
    private var known: [SchemaFactsID: Int32] = [:]

    init(contract: Contract) {
      self.contract = contract
    }

    /// The plan of a value.
    mutating func value(_ id: SchemaFactsID) -> Int32 {
      if let index = known[id] { return index }
      let facts = contract.facts(id)
      let index = Int32(values.count)
      known[id] = index
      var value = ValuePlan(types: facts.types, flags: flags(of: facts))
      values.append(value)
      value.enumeration = enumeration(facts)
      if facts.types.contains(.array), let items = facts.items {
        value.items = self.value(items)
      }
      if facts.types.contains(.object) {
        if case .described(let additional) = facts.additional {
          value.additional = self.value(additional)
        }
        let inner = facts.properties.map { property in
          (property, self.value(property.facts))
        }
        if !inner.isEmpty {
          (value.firstProperty, value.names) = self.object(inner)
          value.propertyCount = Int32(inner.count)
        }
      }
      values[Int(index)] = value
      return index
    }

    /// The plan of an object whose members are given one by one: the query, the head, the path.
    mutating func object(of parameters: [ContractParameter]) -> Int32 {
      let inner = parameters.map { parameter in
        let facts = contract.facts(parameter.facts)
        var index = self.value(parameter.facts)
        if !parameter.explode || parameter.style == .spaceDelimited
          || parameter.style == .pipeDelimited, facts.types.contains(.array)
        {
          // The separator belongs to the parameter: its plan is not shared.
          var copy = values[Int(index)]
          copy.flags.insert(.isSeparated)
          if parameter.style == .spaceDelimited { copy.separator = UInt8(ascii: " ") }
          if parameter.style == .pipeDelimited { copy.separator = UInt8(ascii: "|") }
          index = Int32(values.count)
          values.append(copy)
        }
        return (
          SchemaFacts.Property(
            name: parameter.name, also: parameter.also, facts: parameter.facts,
            isRequired: parameter.isRequired), index
        )
      }
      var value = ValuePlan(types: .object, flags: [])
      (value.firstProperty, value.names) = self.object(inner)
      value.propertyCount = Int32(inner.count)
      values.append(value)
      return Int32(values.count - 1)
    }

    private mutating func object(_ inner: [(SchemaFacts.Property, Int32)]) -> (
      Int32, NameTables.Table
    ) {
      var plans: [PropertyPlan] = []
      for (property, value) in inner {
        let facts = contract.facts(property.facts)
        let (start, count) = defaults(facts.defaultValue)
        plans.append(
          PropertyPlan(
            key: constant(Array(property.name.utf8)), value: value,
            isRequired: property.isRequired, defaultStart: start, defaultCount: count))
      }
      let first = Int32(properties.count)
      properties += plans
      let table = names.table(
        inner.map { property, _ in
          (Array(property.name.utf8), property.also.map { Array($0.utf8) })
        })
      return (first, table)
    }

    /// Writes text as a JSON string among the constants.
    mutating func constant(_ text: [UInt8]) -> JSONNode {
      let at = constants.count
      let isEscaped = text.withUnsafeBufferPointer { TextEscapes.append($0, to: &constants) }
      return JSONNode(
        kind: .string, start: at + 1, end: constants.count - 1, next: 1, isEscaped: isEscaped)
    }

    private mutating func defaults(_ json: [UInt8]?) -> (Int32, Int32) {
      guard let json, let document = try? JSONDocument(json) else { return (0, 0) }
      let start = self.defaults.count
      let base = UInt32(constants.count)
      constants += document.bytes
      for var node in document.nodes {
        node.start += base
        node.end += base
        defaults.append(node)
      }
      return (Int32(start), Int32(document.nodes.count))
    }

    private mutating func enumeration(_ facts: SchemaFacts) -> Int32 {
      guard let values = facts.enumValues else { return -1 }
      let texts = values.filter { $0.text != nil }
      guard !texts.isEmpty else { return -1 }
      let nodes = texts.map { constant($0.text ?? []) }
      enumerations.append(
        Enumeration(
          table: names.table(texts.map { ($0.text ?? [], $0.also) }),
          firstValue: Int32(enumerationValues.count)))
      enumerationValues += nodes
      return Int32(enumerations.count - 1)
    }

    private func flags(of facts: SchemaFacts) -> Flags {
      var flags: Flags = []
      if Self.asksForDigits(facts) { flags.insert(.takesDigits) }
      if !facts.types.isDisjoint(with: .number) {
        let values = facts.enumValues
        if facts.excludes(0)
          || values.map({ !$0.contains { $0.json == [UInt8(ascii: "0")] } }) == true
        {
          flags.insert(.excludesZero)
        }
      }
      if facts.enumValues?.contains(where: { $0.text?.isEmpty == true }) == true {
        flags.insert(.takesEmpty)
      }
      switch facts.additional {
      case .allowed, .described: flags.insert(.keepsUnknown)
      case .unsaid: if facts.properties.isEmpty { flags.insert(.keepsUnknown) }
      case .forbidden: break
      }
      if facts.types == .all, facts.properties.isEmpty, facts.enumValues == nil, facts.items == nil,
        facts.additional == .unsaid
      {
        flags.insert(.isOpaque)
      }
      return flags
    }

    /// Whether text is asked that may be digits only, so that a number can stand for it.
    ///
    /// A pattern that admits digits says so, examples that are digits too; where neither they nor a
    /// format nor a list of values speak against it, any text may be digits.
    private static func asksForDigits(_ facts: SchemaFacts) -> Bool {
      guard facts.types.contains(.string), facts.types.isDisjoint(with: .number) else {
        return false
      }
      if let pattern = facts.pattern {
        return contains(pattern, "0-9") || contains(pattern, "\\d")
      }
      var examples = facts.examples
      if let value = facts.defaultValue { examples.append(value) }
      if !examples.isEmpty {
        return examples.contains { example in
          let inner = example.dropFirst().dropLast().drop { $0 == UInt8(ascii: "+") }
          return !inner.isEmpty && inner.allSatisfy { $0 &- UInt8(ascii: "0") < 10 }
        }
      }
      return facts.format == nil && facts.enumValues == nil
    }

    private static func contains(_ text: String, _ part: StaticString) -> Bool {
      let bytes = Array(text.utf8)
      let count = part.utf8CodeUnitCount
      guard bytes.count >= count else { return false }
      return (0...bytes.count - count).contains { start in
        (0..<count).allSatisfy { bytes[start + $0] == part.utf8Start[$0] }
      }
    }
  }
}
