/// A set of Unicode scalars, as a class of a pattern names it.
struct ScalarSet: Sendable {
  var ranges: [ClosedRange<UInt32>] = []
  var properties: [UnicodeProperty] = []
  var isNegated = false

  init(_ ranges: [ClosedRange<UInt32>] = [], isNegated: Bool = false) {
    self.ranges = ranges
    self.isNegated = isNegated
  }

  init(_ scalar: UInt32) {
    ranges = [scalar...scalar]
  }

  mutating func formUnion(_ other: ScalarSet) {
    if other.isNegated {
      properties.append(
        UnicodeProperty(kind: .set(other.ranges, other.properties), isNegated: true))
    } else {
      ranges += other.ranges
      properties += other.properties
    }
  }

  func contains(_ scalar: UInt32) -> Bool {
    var isIn = false
    for range in ranges where range.contains(scalar) {
      isIn = true
      break
    }
    if !isIn {
      for property in properties where property.contains(scalar) {
        isIn = true
        break
      }
    }
    return isIn != isNegated
  }

  private static func byte(_ scalar: Unicode.Scalar) -> UInt32 { scalar.value }

  static let digits = ScalarSet([byte("0")...byte("9")])
  static let wordCharacters = ScalarSet([
    byte("0")...byte("9"), byte("A")...byte("Z"), byte("_")...byte("_"), byte("a")...byte("z"),
  ])
  /// White space and line terminators of ECMA-262, sections 12.2 and 12.3.
  static let spaces = ScalarSet([
    0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029,
    0x202F...0x202F, 0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
  ])
  static let lineTerminators = ScalarSet([0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029])

  var inverted: ScalarSet {
    var copy = self
    copy.isNegated.toggle()
    return copy
  }
}
