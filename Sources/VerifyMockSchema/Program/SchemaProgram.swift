import VerifyMockJSON

/// Compiled schemas as plain tables: written once, read by many threads at once.
///
/// The tables live outside of arrays so that validation neither counts references nor checks
/// bounds; every index in them was made by ``SchemaProgramBuilder``.
final class SchemaProgram: @unchecked Sendable {
  let entries: UnsafePointer<SchemaEntry>
  let fast: UnsafePointer<SchemaInstruction>
  let full: UnsafePointer<SchemaInstruction>
  let lists: UnsafePointer<Int32>
  let plans: UnsafePointer<MemberPlan>
  let rules: UnsafePointer<PatternRule>
  let slots: UnsafePointer<Int32>
  let names: UnsafePointer<NameEntry>
  let nameBytes: UnsafePointer<UInt8>
  let constantBytes: UnsafePointer<UInt8>
  let constantNodes: UnsafePointer<JSONNode>
  let numbers: [NumberConstant]
  let patterns: [CompiledPattern]
  let formats: [FormatID]
  let dynamicTargets: [[DynamicTarget]]
  let entryCount: Int
  private let allocations: [UnsafeMutableRawPointer]

  init(_ builder: SchemaProgramBuilder) {
    var allocations: [UnsafeMutableRawPointer] = []
    func table<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafePointer<Element> {
      // One element more, so that an empty table has an address too.
      let start = UnsafeMutablePointer<Element>.allocate(capacity: elements.count + 1)
      start.initialize(from: elements, count: elements.count)
      allocations.append(UnsafeMutableRawPointer(start))
      return UnsafePointer(start)
    }
    entries = table(builder.entries)
    fast = table(builder.fast)
    full = table(builder.full)
    lists = table(builder.lists)
    plans = table(builder.plans)
    rules = table(builder.rules)
    slots = table(builder.slots)
    names = table(builder.names)
    nameBytes = table(builder.nameBytes)
    constantBytes = table(builder.constantBytes)
    constantNodes = table(builder.constantNodes)
    numbers = builder.numbers
    patterns = builder.patterns
    formats = builder.formats
    dynamicTargets = builder.dynamicTargets
    entryCount = builder.entries.count
    self.allocations = allocations
  }

  deinit {
    for allocation in allocations { allocation.deallocate() }
  }

  /// The index in `names` of a name in a table, or -1.
  @inline(__always)
  func find(_ table: NameTable, _ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
    if table.count == 0 { return -1 }
    let word = NameTable.word(bytes, count)
    var slot = NameTable.hash(word, bytes, count) & table.mask
    while true {
      let index = slots[Int(table.slots) &+ Int(slot)]
      if index < 0 { return -1 }
      let entry = names[Int(index)]
      if entry.word == word, Int(entry.length) == count,
        count <= 8
          || NameTable.areEqual(nameBytes + Int(entry.offset) + 8, bytes + 8, count &- 8)
      {
        return index
      }
      slot = (slot &+ 1) & table.mask
    }
  }

  /// The bytes of a name.
  func name(_ index: Int32) -> UnsafeBufferPointer<UInt8> {
    let entry = names[Int(index)]
    return UnsafeBufferPointer(start: nameBytes + Int(entry.offset), count: Int(entry.length))
  }
}
