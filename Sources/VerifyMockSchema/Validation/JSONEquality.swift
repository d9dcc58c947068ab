import VerifyMockJSON

/// Equality of JSON values as JSON Schema has it
/// ([section 4.2.2](https://json-schema.org/draft/2020-12/json-schema-core#section-4.2.2)):
/// numbers by value, strings by decoded bytes, members in any order.
enum JSONEquality {
  static func areEqual(_ left: JSONView, _ right: JSONView) -> Bool {
    switch (left.kind, right.kind) {
    case (.null, .null), (.true, .true), (.false, .false): return true
    case (.number, .number): return areEqualNumbers(left, right)
    case (.string, .string): return areEqualStrings(left, right)
    case (.array, .array):
      guard left.count == right.count else { return false }
      var (one, other) = (left.firstChild, right.firstChild)
      for _ in 0..<left.count {
        guard areEqual(left.at(one), right.at(other)) else { return false }
        one = left.at(one).next
        other = right.at(other).next
      }
      return true
    case (.object, .object):
      guard left.count == right.count else { return false }
      // Both ways, because of keys that stand twice.
      return contains(left, right) && contains(right, left)
    default: return false
    }
  }

  /// Whether a value equals one of a document.
  static func areEqual(_ value: JSONView, _ other: JSONElement) -> Bool {
    value.kind == other.kind
      && other.document.withView { areEqual(value, $0.at(other.index)) }
  }

  /// The ordinals of the first two elements that are equal; nil when there are none.
  static func firstDuplicate(in array: JSONView) -> (Int, Int)? {
    let count = array.count
    var elements: [HashedElement] = []
    elements.reserveCapacity(count)
    var child = array.firstChild
    for ordinal in 0..<count {
      elements.append(HashedElement(hash: hash(array.at(child)), node: child, ordinal: ordinal))
      child = array.at(child).next
    }
    elements.sort { ($0.hash, $0.ordinal) < ($1.hash, $1.ordinal) }
    var first: (Int, Int)?
    for i in elements.indices {
      // Equal hashes stand together.
      for j in stride(from: i - 1, through: 0, by: -1) {
        guard elements[j].hash == elements[i].hash else { break }
        if areEqual(array.at(elements[j].node), array.at(elements[i].node)) {
          let pair = (elements[j].ordinal, elements[i].ordinal)
          if first.map({ pair.1 < $0.1 }) ?? true { first = pair }
          break
        }
      }
    }
    return first
  }

  private struct HashedElement {
    let hash: UInt64
    let node: Int
    let ordinal: Int
  }

  private static func areEqualNumbers(_ left: JSONView, _ right: JSONView) -> Bool {
    if left.raw.elementsEqual(right.raw) { return true }
    if let one = NumberConstant.smallInteger(left.raw),
      let other = NumberConstant.smallInteger(right.raw)
    {
      return one == other
    }
    return JSONDecimal(left.raw) == JSONDecimal(right.raw)
  }

  private static func areEqualStrings(_ left: JSONView, _ right: JSONView) -> Bool {
    guard right.node.isEscaped else { return left.isString(equalTo: right.raw) }
    return right.withDecodedString { left.isString(equalTo: $0) }
  }

  /// Whether each member of one object has its equal in another.
  private static func contains(_ object: JSONView, _ other: JSONView) -> Bool {
    var wanted = object.firstChild
    // Most objects have their members in the same order: the search goes on where it ended.
    var at = other.firstChild
    for _ in 0..<object.count {
      var isFound = false
      for _ in 0..<other.count {
        let key = at
        at = other.at(at + 1).next
        if at == other.next { at = other.firstChild }
        if areEqualStrings(object.at(wanted), other.at(key)) {
          isFound = areEqual(object.at(wanted + 1), other.at(key + 1))
          if isFound { break }
        }
      }
      guard isFound else { return false }
      wanted = object.at(wanted + 1).next
    }
    return true
  }

  /// A number that equal values share.
  private static func hash(_ value: JSONView) -> UInt64 {
    let seed = UInt64(value.kind.rawValue) &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1
    switch value.kind {
    case .null, .true, .false: return seed
    case .number:
      if let small = NumberConstant.smallInteger(value.raw) {
        return mixed(seed, UInt64(bitPattern: small))
      }
      guard let decimal = JSONDecimal(value.raw) else { return seed }
      if let integer = decimal.int64 { return mixed(seed, UInt64(bitPattern: integer)) }
      var hasher = Hasher()
      hasher.combine(decimal)
      return mixed(seed, UInt64(bitPattern: Int64(hasher.finalize())))
    case .string:
      return value.withDecodedString { bytes in
        var hash = seed
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return mixed(hash, UInt64(bytes.count))
      }
    case .array:
      var hash = seed
      var child = value.firstChild
      for _ in 0..<value.count {
        hash = mixed(hash, self.hash(value.at(child)))
        child = value.at(child).next
      }
      return hash
    case .object:
      var sum: UInt64 = 0
      var child = value.firstChild
      for _ in 0..<value.count {
        let key = hash(value.at(child))
        sum &+= mixed(key, hash(value.at(child + 1)))
        child = value.at(child + 1).next
      }
      return mixed(seed, sum)
    }
  }

  private static func mixed(_ hash: UInt64, _ value: UInt64) -> UInt64 {
    var mixed = (hash ^ value) &* 0xD6E8_FEB8_6659_FD93
    mixed ^= mixed >> 32
    return mixed &* 0xD6E8_FEB8_6659_FD93 &+ hash << 7
  }
}
