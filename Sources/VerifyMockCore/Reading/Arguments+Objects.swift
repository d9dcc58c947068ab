import VerifyMockJSON
import VerifyMockContract

extension Arguments {
  /// Writes an object: the members that the contract names in its order, then what else may stand.
  ///
  /// `inputs` are those that the members are, in the plan's order; none inside other values.
  mutating func writeObject(
    _ at: Int, _ value: ReadingPlan.ValuePlan, _ plan: ReadingPlan, inputs: ArraySlice<Int32>
  ) {
    let base = found.count
    let propertyCount = Int(value.propertyCount)
    found.append(repeating: -1, count: propertyCount)
    let hasUnknown = match(at, value, plan, base: base)

    let object = nodes.count
    nodes.append(JSONNode(kind: .object, start: 0, end: 0, next: 0))
    nodes[object].start = source[at].start &+ shift
    nodes[object].end = source[at].end &+ shift
    var members: UInt32 = 0
    for i in 0..<propertyCount {
      let hit = found[base &+ i]
      let index = Int(value.firstProperty) &+ i
      // Most of what an operation takes is neither given nor has a default.
      if hit < 0, plan.properties[index].defaultCount == 0 { continue }
      let property = plan.properties[index]
      var state: InputState = []
      let keyAt = nodes.count
      if hit >= 0 {
        let inner = plan.values[Int(property.value)]
        if hit & 3 == 3 {
          nodes.append(keyNode(property))
          writeGroup(at, target: Int32(i), names: value.names, property, inner, plan)
          state = .given
        } else if isGiven(Int(hit >> 2) + 1, property, inner, plan) {
          nodes.append(keyNode(property))
          if isText, inner.types.contains(.array), !inner.flags.contains(.isSeparated),
            !inner.types.contains(.string)
          {
            writeRepeated(at, target: Int32(i), names: value.names, property, inner, plan)
            state = .given
          } else {
            state = write(Int(hit >> 2) + 1, inner, plan, label: Label(property.key))
          }
        }
      }
      if state.isEmpty, property.defaultCount > 0 {
        nodes.append(keyNode(property))
        appendDefault(property, plan)
        state = .defaulted
      }
      guard !state.isEmpty else { continue }
      members += 1
      if i < inputs.count {
        let input = Int(inputs[inputs.startIndex + i])
        slots[input] = Int32(truncatingIfNeeded: keyAt + 1)
        states[input] = state
      }
    }
    found.removeLast(propertyCount)
    if hasUnknown, value.flags.contains(.keepsUnknown) {
      members += writeUnknown(at, value, plan)
    }
    nodes[object].count = members
    nodes[object].next = UInt32(truncatingIfNeeded: nodes.count)
  }

  /// Finds for each property the member that gives it; true when there are members of other names.
  private mutating func match(
    _ at: Int, _ value: ReadingPlan.ValuePlan, _ plan: ReadingPlan, base: Int
  ) -> Bool {
    var hasUnknown = false
    var child = at + 1
    for _ in 0..<source[at].count {
      let key = source[child]
      if let hit = find(key, in: value.names, plan) {
        let place = base + Int(hit.target)
        let old = found[place]
        if old < 0 {
          found[place] = Int32(truncatingIfNeeded: child << 2) | hit.match.rawValue
          if hit.match != .exact { noteSpelling(key, value, plan, target: hit.target) }
        } else {
          repeated(child, place, hit, value, plan)
        }
      } else if isText, let target = group(key, in: value.names, plan) {
        if found[base + Int(target)] < 0 {
          found[base + Int(target)] = Int32(truncatingIfNeeded: child << 2) | 3
        }
      } else {
        hasUnknown = true
        if !value.flags.contains(.keepsUnknown) {
          note(
            .unknown, label: Label(shifted(key)), got: rawText(source[child + 1]),
            readAs: "")
        }
      }
      child = Int(source[child + 1].next)
    }
    return hasUnknown
  }

  /// A property that has a member already got another: the better spelling wins, then the first.
  private mutating func repeated(
    _ child: Int, _ place: Int, _ hit: NameTables.Found, _ value: ReadingPlan.ValuePlan,
    _ plan: ReadingPlan
  ) {
    let property = plan.properties[Int(value.firstProperty + hit.target)]
    let types = plan.values[Int(property.value)].types
    if isText, types.contains(.array), !types.contains(.string) { return }
    var dropped = child
    if hit.match.rawValue < found[place] & 3, found[place] & 3 != 3 {
      dropped = Int(found[place] >> 2)
      found[place] = Int32(truncatingIfNeeded: child << 2) | hit.match.rawValue
    }
    note(
      .repeated, label: Label(shifted(source[dropped])),
      got: rawText(source[dropped + 1]), readAs: "")
  }

  /// Finds a key by any of its spellings.
  @inline(__always)
  func find(_ key: JSONNode, in names: NameTables.Table?, _ plan: ReadingPlan) -> NameTables.Found?
  {
    guard let names else { return nil }
    let raw = bytes.elements(Int(key.start &+ shift)..<Int(key.end &+ shift))
    guard key.isEscaped else { return plan.names.find(raw, in: names) }
    return JSONEscapes.decoded(raw).withUnsafeBufferPointer { plan.names.find($0, in: names) }
  }

  @inline(__always)
  func shifted(_ node: JSONNode) -> JSONNode {
    var node = node
    node.start &+= shift
    node.end &+= shift
    return node
  }

  @inline(__always)
  private func keyNode(_ property: ReadingPlan.PropertyPlan) -> JSONNode {
    var key = property.key
    key.next = UInt32(truncatingIfNeeded: nodes.count + 1)
    return key
  }

  mutating func appendDefault(_ property: ReadingPlan.PropertyPlan, _ plan: ReadingPlan) {
    let base = UInt32(truncatingIfNeeded: nodes.count)
    let start = Int(property.defaultStart)
    for i in start..<start + Int(property.defaultCount) {
      var node = plan.defaults[i]
      node.next += base
      nodes.append(node)
    }
  }

  /// Writes the members that the contract has no name for.
  private mutating func writeUnknown(
    _ at: Int, _ value: ReadingPlan.ValuePlan, _ plan: ReadingPlan
  ) -> UInt32 {
    var members: UInt32 = 0
    var child = at + 1
    for _ in 0..<source[at].count {
      let key = source[child]
      if find(key, in: value.names, plan) == nil,
        !isText || group(key, in: value.names, plan) == nil
      {
        var node = shifted(key)
        let label = Label(node)
        node.next = UInt32(truncatingIfNeeded: nodes.count + 1)
        nodes.append(node)
        if value.additional >= 0 {
          _ = write(child + 1, plan.values[Int(value.additional)], plan, label: label)
        } else {
          copy(child + 1)
        }
        members += 1
      }
      child = Int(source[child + 1].next)
    }
    return members
  }
}
