import VerifyMockJSON
import VerifyMockContract

extension Arguments {
  /// Whether a member counts as given: `null` and the empty text do not, nor does a zero that an
  /// optional number leaves out.
  mutating func isGiven(
    _ at: Int, _ property: ReadingPlan.PropertyPlan, _ value: ReadingPlan.ValuePlan,
    _ plan: ReadingPlan
  ) -> Bool {
    let node = source[at]
    let kind: Tolerance.Kind
    switch node.kind {
    case .null:
      if value.types.contains(.null) {
        // Where null is documented it is no tolerance, and where it must be given it is a value.
        return property.isRequired
      }
      kind = .null
    case .string:
      if node.start == node.end {
        if value.flags.contains(.takesEmpty) { return true }
        kind = .empty
      } else if value.flags.contains(.excludesZero), !property.isRequired, isZero(node) {
        kind = .zero
      } else {
        return true
      }
    case .number:
      guard value.flags.contains(.excludesZero), !property.isRequired, isZero(node) else {
        return true
      }
      kind = .zero
    default: return true
    }
    note(
      kind, label: Label(property.key), got: kind == .empty ? "\"\"" : rawText(node),
      readAs: defaultText(property, plan))
    return false
  }

  /// `0`, `-0`, `0.00`: no digit but zero, no exponent.
  private func isZero(_ node: JSONNode) -> Bool {
    var hasZero = false
    for i in Int(node.start &+ shift)..<Int(node.end &+ shift) {
      switch bytes[i] {
      case UInt8(ascii: "0"): hasZero = true
      case UInt8(ascii: "-"), UInt8(ascii: "."): continue
      default: return false
      }
    }
    return hasZero
  }

  /// Writes one value the way its schema asks for it.
  mutating func write(
    _ at: Int, _ value: ReadingPlan.ValuePlan, _ plan: ReadingPlan, label: Label
  ) -> InputState {
    let node = source[at]
    switch node.kind {
    case .string: writeString(node, value, plan, label: label)
    case .number: return writeNumber(node, value, plan, label: label)
    case .object:
      if value.flags.contains(.isOpaque) || !value.hasNames && value.additional < 0 {
        copy(at)
      } else {
        trail.append(label)
        writeObject(at, value, plan, inputs: [])
        trail.removeLast()
      }
    case .array:
      if value.items < 0 {
        copy(at)
      } else {
        trail.append(label)
        writeArray(at, plan.values[Int(value.items)], plan)
        trail.removeLast()
      }
    case .null, .true, .false:
      append(shifted(node))
    }
    return .given
  }

  private mutating func writeArray(
    _ at: Int, _ items: ReadingPlan.ValuePlan, _ plan: ReadingPlan
  ) {
    let array = nodes.count
    append(shifted(source[at]))
    var child = at + 1
    for i in 0..<Int(source[at].count) {
      _ = write(child, items, plan, label: Label(index: i))
      child = Int(source[child].next)
    }
    nodes[array].next = UInt32(truncatingIfNeeded: nodes.count)
  }

  private mutating func writeString(
    _ node: JSONNode, _ value: ReadingPlan.ValuePlan, _ plan: ReadingPlan, label: Label
  ) {
    if value.enumeration >= 0 {
      let values = plan.enumerations[Int(value.enumeration)]
      if let hit = find(node, in: values.table, plan) {
        if hit.match == .exact {
          append(shifted(node))
        } else {
          let canonical = plan.enumerationValues[Int(values.firstValue + hit.target)]
          note(.value, label: label, got: rawText(node), readAs: text(canonical, isQuoted: !isText))
          appendMoved(canonical, from: node)
        }
        return
      }
    }
    if value.types.contains(.string) {
      append(shifted(node))
      return
    }
    var read = shifted(node)
    if !value.types.isDisjoint(with: .number), !node.isEscaped,
      let start = numberStart(read, fraction: value.types.contains(.fraction))
    {
      read.kind = .number
      read.start = start
      if !isText {
        note(.type, label: label, got: rawText(node), readAs: text(read, isQuoted: false))
      }
      append(read)
    } else if value.types.contains(.boolean), let word = booleanWord(read) {
      if !isText { note(.type, label: label, got: rawText(node), readAs: word ? "true" : "false") }
      let start = bytes.count
      for letter in (word ? "true" : "false").utf8 { bytes.append(letter) }
      appendMoved(
        JSONNode(kind: word ? .true : .false, start: start, end: bytes.count, next: 0), from: node)
    } else if isText, value.types.contains(.array) {
      writeSeparated(node, value, plan, label: label)
    } else {
      append(read)
    }
  }

  private mutating func writeNumber(
    _ node: JSONNode, _ value: ReadingPlan.ValuePlan, _ plan: ReadingPlan, label: Label
  ) -> InputState {
    guard value.types.isDisjoint(with: .number), value.types.contains(.string) else {
      append(shifted(node))
      return .given
    }
    if value.enumeration >= 0 {
      let values = plan.enumerations[Int(value.enumeration)]
      if let hit = find(node, in: values.table, plan) {
        let canonical = plan.enumerationValues[Int(values.firstValue + hit.target)]
        note(.type, label: label, got: rawText(node), readAs: text(canonical, isQuoted: true))
        appendMoved(canonical, from: node)
        return [.given, .wasNumber]
      }
    }
    let range = Int(node.start &+ shift)..<Int(node.end &+ shift)
    guard value.flags.contains(.takesDigits),
      bytes.elements(range).allSatisfy({ $0 &- UInt8(ascii: "0") < 10 })
    else {
      append(shifted(node))
      return .given
    }
    let start = bytes.count + 1
    bytes.append(UInt8(ascii: "\""))
    for i in range { bytes.append(bytes[i]) }
    bytes.append(UInt8(ascii: "\""))
    let read = JSONNode(kind: .string, start: start, end: bytes.count - 1, next: 0)
    note(.type, label: label, got: rawText(node), readAs: text(read, isQuoted: true))
    appendMoved(read, from: node)
    return [.given, .wasNumber]
  }

  private func find(_ node: JSONNode, in table: NameTables.Table, _ plan: ReadingPlan)
    -> NameTables.Found?
  {
    let raw = bytes.elements(Int(node.start &+ shift)..<Int(node.end &+ shift))
    guard node.isEscaped else { return plan.names.find(raw, in: table) }
    return JSONEscapes.decoded(raw).withUnsafeBufferPointer { plan.names.find($0, in: table) }
  }

  /// Appends a node that has no children.
  @inline(__always)
  mutating func append(_ node: JSONNode) {
    var node = node
    node.next = UInt32(truncatingIfNeeded: nodes.count + 1)
    nodes.append(node)
  }

  /// Appends a node whose text stands elsewhere than the value that it was read from.
  mutating func appendMoved(_ node: JSONNode, from old: JSONNode) {
    if section == .body {
      let offset = old.kind == .string && !isText ? old.start &- 1 : old.start
      moved.append(Moved(node: UInt32(truncatingIfNeeded: nodes.count), start: offset &+ shift))
    }
    append(node)
  }

  /// Takes a value over with all it holds.
  mutating func copy(_ at: Int) {
    let base = nodes.count
    for i in at..<Int(source[at].next) {
      var node = shifted(source[i])
      node.next = node.next &- UInt32(truncatingIfNeeded: at) &+ UInt32(truncatingIfNeeded: base)
      nodes.append(node)
    }
  }
}
