import VerifyMockJSON

/// The tables of a program while schemas are being compiled into it.
struct SchemaProgramBuilder {
  var entries: [SchemaEntry] = []
  var fast: [SchemaInstruction] = []
  var full: [SchemaInstruction] = []
  /// Lists of schemas, of constants and of names.
  var lists: [Int32] = []
  var plans: [MemberPlan] = []
  var rules: [PatternRule] = []
  var slots: [Int32] = []
  var names: [NameEntry] = []
  var nameBytes: [UInt8] = []
  var numbers: [NumberConstant] = []
  var patterns: [CompiledPattern] = []
  var formats: [FormatID] = []
  var constantBytes: [UInt8] = []
  var constantNodes: [JSONNode] = []
  /// For each name that a `$dynamicRef` looks for, where it may lead.
  var dynamicTargets: [[DynamicTarget]] = []

  private var patternIndices: [[UInt8]: Int] = [:]

  init() {}

  mutating func addList(_ values: some Collection<Int32>) -> Int {
    let start = lists.count
    lists.append(contentsOf: values)
    return start
  }

  mutating func addName(_ bytes: [UInt8], schema: Int32 = -1, bit: Int32 = -1) -> Int {
    let word = bytes.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { NameTable.word($0, buffer.count) } ?? 0
    }
    names.append(
      NameEntry(
        word: word, length: UInt32(truncatingIfNeeded: bytes.count),
        offset: UInt32(truncatingIfNeeded: nameBytes.count), schema: schema, target: schema,
        bit: bit))
    nameBytes.append(contentsOf: bytes)
    return names.count - 1
  }

  /// Adds a hash table of different names.
  mutating func addTable(_ members: [(name: [UInt8], schema: Int32, bit: Int32)]) -> NameTable {
    guard !members.isEmpty else { return .empty }
    var size = 4
    while size < members.count * 2 { size *= 2 }
    let start = slots.count
    let mask = UInt32(truncatingIfNeeded: size - 1)
    slots.append(contentsOf: repeatElement(-1, count: size))
    let first = names.count
    for member in members {
      let index = addName(member.name, schema: member.schema, bit: member.bit)
      let hash = member.name.withUnsafeBufferPointer { buffer in
        buffer.baseAddress.map { NameTable.hash(names[index].word, $0, buffer.count) }
          ?? NameTable.emptyHash
      }
      var slot = Int(hash & mask)
      while slots[start + slot] >= 0 { slot = (slot + 1) & (size - 1) }
      slots[start + slot] = Int32(truncatingIfNeeded: index)
    }
    return NameTable(
      slots: Int32(truncatingIfNeeded: start), mask: mask,
      entries: Int32(truncatingIfNeeded: first), count: Int32(truncatingIfNeeded: members.count))
  }

  mutating func addNumber(_ element: JSONElement) -> Int? {
    let node = element.node
    let range = Int(node.start)..<Int(node.end)
    return element.document.bytes.withUnsafeBufferPointer { bytes -> Int? in
      guard let base = bytes.baseAddress,
        let decimal = JSONDecimal(UnsafeBufferPointer(rebasing: bytes[range]))
      else { return nil }
      numbers.append(
        NumberConstant(
          small: NumberConstant.smallInteger(base + range.lowerBound, range.count),
          decimal: decimal))
      return numbers.count - 1
    }
  }

  /// Adds a pattern, or finds the one with the same source.
  mutating func addPattern(_ source: [UInt8]) throws(PatternError) -> Int {
    if let known = patternIndices[source] { return known }
    patterns.append(try CompiledPattern(source: String(decoding: source, as: UTF8.self)))
    patternIndices[source] = patterns.count - 1
    return patterns.count - 1
  }

  /// Copies a value with its strings decoded, and gives the tape index of the copy.
  mutating func addConstant(_ element: JSONElement) -> Int32 {
    let document = element.document
    let root = constantNodes.count
    let shift = root - element.index
    for index in element.index..<Int(element.node.next) {
      var node = document.nodes[index]
      let start = constantBytes.count
      if node.isEscaped {
        constantBytes.append(
          contentsOf: JSONElement(document: document, index: index).stringBytes ?? [])
        node.isEscaped = false
      } else if node.kind == .string || node.kind == .number {
        constantBytes.append(contentsOf: document.bytes[Int(node.start)..<Int(node.end)])
      }
      node.start = UInt32(truncatingIfNeeded: start)
      node.end = UInt32(truncatingIfNeeded: constantBytes.count)
      node.next = UInt32(truncatingIfNeeded: Int(node.next) + shift)
      constantNodes.append(node)
    }
    return Int32(truncatingIfNeeded: root)
  }

  /// A copy in which validity goes straight to what schemas that are nothing but a `$ref` lead to.
  ///
  /// Where there are dynamic references every resource on the way counts, and nothing is changed.
  func shortened() -> SchemaProgramBuilder {
    guard dynamicTargets.isEmpty else { return self }
    var result = self
    func target(_ schema: Int32) -> Int32 {
      var schema = schema
      while schema >= 0 {
        let entry = entries[Int(schema)]
        guard entry.types == .any, !entry.isFalse, entry.fastEnd - entry.fastStart == 1,
          fast[Int(entry.fastStart)].operation == .ref
        else { break }
        // No loop: those that lead back to themselves are refused.
        schema = fast[Int(entry.fastStart)].a
      }
      return schema
    }
    for index in names.indices { result.names[index].target = target(names[index].schema) }
    for index in fast.indices {
      switch fast[index].operation {
      case .ref, .items, .contains: result.fast[index].a = target(fast[index].a)
      default: continue
      }
    }
    return result
  }
}
