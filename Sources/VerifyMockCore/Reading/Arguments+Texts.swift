import VerifyMockJSON
import VerifyMockContract

extension Arguments {
  /// Where the number begins that a text is, leading zeros passed over; nil when it is none.
  func numberStart(_ node: JSONNode, fraction: Bool) -> UInt32? {
    var at = Int(node.start)
    let end = Int(node.end)
    func isDigit(_ at: Int) -> Bool { at < end && bytes[at] &- UInt8(ascii: "0") < 10 }
    func skipDigits() -> Bool {
      let start = at
      while isDigit(at) { at += 1 }
      return at > start
    }
    var start = at
    if at < end, bytes[at] == UInt8(ascii: "-") {
      at += 1
      // A sign in front of leading zeros is no number that could be cut to one.
      if isDigit(at), isDigit(at + 1), bytes[at] == UInt8(ascii: "0") { return nil }
    } else {
      while isDigit(at), isDigit(at + 1), bytes[at] == UInt8(ascii: "0") { at += 1 }
      start = at
    }
    guard skipDigits() else { return nil }
    if fraction {
      if at < end, bytes[at] == UInt8(ascii: ".") {
        at += 1
        guard skipDigits() else { return nil }
      }
      if at < end, bytes[at] | 0x20 == UInt8(ascii: "e") {
        at += 1
        if at < end, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") { at += 1 }
        guard skipDigits() else { return nil }
      }
    }
    return at == end ? UInt32(truncatingIfNeeded: start) : nil
  }

  /// The boolean that a text names in any letter case.
  func booleanWord(_ node: JSONNode) -> Bool? {
    func matches(_ word: StaticString) -> Bool {
      guard Int(node.end - node.start) == word.utf8CodeUnitCount else { return false }
      for i in 0..<word.utf8CodeUnitCount
      where bytes[Int(node.start) + i] | 0x20 != word.utf8Start[i] { return false }
      return true
    }
    if matches("true") { return true }
    return matches("false") ? false : nil
  }

  /// Writes a text as a list of what stands between its separators.
  mutating func writeSeparated(
    _ node: JSONNode, _ value: ReadingPlan.ValuePlan, _ plan: ReadingPlan, label: Label
  ) {
    let array = nodes.count
    append(JSONNode(kind: .array, start: Int(node.start), end: Int(node.end), next: 0))
    var count = 0
    var start = node.start
    let end = node.end
    trail.append(label)
    while start <= end {
      var stop = start
      while stop < end, bytes[Int(stop &+ shift)] != value.separator { stop += 1 }
      writeElement(
        JSONNode(kind: .string, start: Int(start), end: Int(stop), next: 0), value, plan,
        index: count)
      count += 1
      start = stop + 1
    }
    trail.removeLast()
    nodes[array].count = UInt32(truncatingIfNeeded: count)
    nodes[array].next = UInt32(truncatingIfNeeded: nodes.count)
  }

  /// Writes the values of all members of one name as a list.
  mutating func writeRepeated(
    _ at: Int, target: Int32, names: NameTables.Table?, _ property: ReadingPlan.PropertyPlan,
    _ value: ReadingPlan.ValuePlan, _ plan: ReadingPlan
  ) {
    let array = nodes.count
    append(JSONNode(kind: .array, start: 0, end: 0, next: 0))
    var count = 0
    var child = at + 1
    trail.append(Label(property.key))
    for _ in 0..<source[at].count {
      let key = source[child]
      if find(key, in: names, plan)?.target == target || group(key, in: names, plan) == target {
        let node = source[child + 1]
        if count == 0 { nodes[array].start = node.start &+ shift }
        nodes[array].end = node.end &+ shift
        writeElement(node, value, plan, index: count)
        count += 1
      }
      child = Int(source[child + 1].next)
    }
    trail.removeLast()
    nodes[array].count = UInt32(truncatingIfNeeded: count)
    nodes[array].next = UInt32(truncatingIfNeeded: nodes.count)
  }

  private mutating func writeElement(
    _ node: JSONNode, _ value: ReadingPlan.ValuePlan, _ plan: ReadingPlan, index: Int
  ) {
    guard value.items >= 0 else {
      append(shifted(node))
      return
    }
    // The source tape lends its last place: elements are written like any other value.
    source.append(node)
    _ = write(
      source.count - 1, plan.values[Int(value.items)], plan, label: Label(index: index))
    source.removeLast()
  }

  /// The property that a name with brackets belongs to: `tags[]`, `filter[status]`.
  func group(_ key: JSONNode, in names: NameTables.Table?, _ plan: ReadingPlan) -> Int32? {
    let start = Int(key.start &+ shift)
    let end = Int(key.end &+ shift)
    guard let names, end > start, bytes[end - 1] == UInt8(ascii: "]"),
      let open = bytes.elements(start..<end).firstIndex(of: UInt8(ascii: "[")), open > 0
    else { return nil }
    return plan.names.find(bytes.elements(start..<start + open), in: names)?.target
  }

  /// Writes what names with brackets give: a list for `tags[]`, else an object of texts.
  mutating func writeGroup(
    _ at: Int, target: Int32, names: NameTables.Table?, _ property: ReadingPlan.PropertyPlan,
    _ value: ReadingPlan.ValuePlan, _ plan: ReadingPlan
  ) {
    guard !value.types.contains(.array) || value.types.contains(.object) else {
      writeRepeated(at, target: target, names: names, property, value, plan)
      return
    }
    let object = source.count
    source.append(JSONNode(kind: .object, start: 0, end: 0, next: 0))
    var child = at + 1
    var count: UInt32 = 0
    for _ in 0..<source[at].count {
      var key = source[child]
      if group(key, in: names, plan) == target {
        let range = Int(key.start &+ shift)..<Int(key.end &+ shift)
        let open = range.lowerBound + (bytes.elements(range).firstIndex(of: UInt8(ascii: "[")) ?? 0)
        key.start = UInt32(truncatingIfNeeded: open + 1) &- shift
        key.end -= 1
        key.next = UInt32(truncatingIfNeeded: source.count + 1)
        source.append(key)
        var node = source[child + 1]
        node.next = UInt32(truncatingIfNeeded: source.count + 1)
        source.append(node)
        count += 1
      }
      child = Int(source[child + 1].next)
    }
    source[object].count = count
    source[object].next = UInt32(truncatingIfNeeded: source.count)
    _ = write(object, value, plan, label: Label(property.key))
    source.removeLast(source.count - object)
  }
}
