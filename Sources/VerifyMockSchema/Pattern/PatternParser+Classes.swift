/// Sets of characters: classes in brackets and the escapes that stand for some.
extension PatternParser {
  /// What an escape stands for, both outside and inside a class; the backslash is read.
  mutating func classEscape(isInClass: Bool) throws(PatternError) -> ScalarSet {
    guard let scalar = current else { throw error("a backslash at the end") }
    at += 1
    switch scalar {
    case "d": return .digits
    case "D": return ScalarSet.digits.inverted
    case "w": return .wordCharacters
    case "W": return ScalarSet.wordCharacters.inverted
    case "s": return .spaces
    case "S": return ScalarSet.spaces.inverted
    case "p", "P":
      guard take("{" as Unicode.Scalar) else { throw error("a property stands in '{}'") }
      var name = ""
      while let next = current, next != "}" {
        name.unicodeScalars.append(next)
        at += 1
      }
      guard take("}" as Unicode.Scalar) else { throw error("a property that is not closed") }
      guard let property = UnicodeProperty(name, isNegated: scalar == "P") else {
        throw error("there is no property '\(name)' here")
      }
      var set = ScalarSet()
      set.properties = [property]
      return set
    case "t": return ScalarSet(0x09)
    case "n": return ScalarSet(0x0A)
    case "v": return ScalarSet(0x0B)
    case "f": return ScalarSet(0x0C)
    case "r": return ScalarSet(0x0D)
    case "b" where isInClass: return ScalarSet(0x08)
    case "0":
      if let next = current, ("0"..."9").contains(next) { throw error("no octal escapes here") }
      return ScalarSet(0)
    case "c":
      guard let letter = current, letter.isASCII, letter.properties.isAlphabetic else {
        throw error("'\\c' needs a letter")
      }
      at += 1
      return ScalarSet(letter.value & 0x1F)
    case "x":
      guard let value = hex(2) else { throw error("'\\x' needs two hexadecimal digits") }
      return ScalarSet(value)
    case "u": return ScalarSet(try unicodeEscape())
    case "^", "$", "\\", ".", "*", "+", "?", "(", ")", "[", "]", "{", "}", "|", "/":
      return ScalarSet(scalar.value)
    case "-" where isInClass: return ScalarSet(scalar.value)
    // Not in ECMA-262's Unicode mode, but found in many documents: punctuation stands for itself.
    case "-", "@", "#", "%", "&", "!", "'", "\"", ":", ";", ",", "=", "<", ">", "~", "`", " ", "_":
      return ScalarSet(scalar.value)
    default: throw error("there is no escape '\\\(scalar)'")
    }
  }

  private mutating func hex(_ count: Int) -> UInt32? {
    guard at + count <= scalars.count else { return nil }
    var value: UInt32 = 0
    for i in 0..<count {
      guard let digit = Character(scalars[at + i]).hexDigitValue, scalars[at + i].isASCII else {
        return nil
      }
      value = value << 4 | UInt32(digit)
    }
    at += count
    return value
  }

  private mutating func unicodeEscape() throws(PatternError) -> UInt32 {
    if take("{" as Unicode.Scalar) {
      var value: UInt32 = 0
      var count = 0
      while let next = current, next != "}" {
        guard let digit = Character(next).hexDigitValue, next.isASCII, value <= 0x10FFFF else {
          throw error("'\\u{…}' needs a code point")
        }
        value = value << 4 | UInt32(digit)
        count += 1
        at += 1
      }
      guard take("}" as Unicode.Scalar), count > 0, value <= 0x10FFFF else {
        throw error("'\\u{…}' needs a code point")
      }
      return value
    }
    guard let high = hex(4) else { throw error("'\\u' needs four hexadecimal digits") }
    let back = at
    if (0xD800...0xDBFF).contains(high), take("\\u"), let low = hex(4),
      (0xDC00...0xDFFF).contains(low)
    {
      return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
    }
    at = back
    return high
  }

  mutating func characterClass() throws(PatternError) -> ScalarSet {
    var set = ScalarSet()
    let isNegated = take("^" as Unicode.Scalar)
    while true {
      guard current != nil else { throw error("a class that is not closed") }
      if take("]" as Unicode.Scalar) { break }
      let low = try classAtom()
      guard current == "-", at + 1 < scalars.count, scalars[at + 1] != "]" else {
        set.formUnion(low)
        continue
      }
      at += 1
      let high = try classAtom()
      guard let first = low.single, let last = high.single else {
        throw error("a range needs single characters at its ends")
      }
      guard first <= last else { throw error("a range with its ends out of order") }
      set.ranges.append(first...last)
    }
    return isNegated ? set.inverted : set
  }

  private mutating func classAtom() throws(PatternError) -> ScalarSet {
    guard let scalar = current else { throw error("a class that is not closed") }
    at += 1
    return scalar == "\\" ? try classEscape(isInClass: true) : ScalarSet(scalar.value)
  }
}

extension ScalarSet {
  /// The only scalar of a set that has just one.
  var single: UInt32? {
    guard !isNegated, properties.isEmpty, ranges.count == 1, ranges[0].count == 1 else {
      return nil
    }
    return ranges[0].lowerBound
  }
}
