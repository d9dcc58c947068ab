/// The character classes of RFC 9110 and RFC 3986.
///
/// Sets over ASCII are two 64-bit masks: no table to initialise, no memory to touch.
package enum ByteClass {
  /// `tchar`, RFC 9110 section 5.6.2: letters, digits and ``!#$%&'*+-.^_`|~``.
  @inline(__always)
  package static func isToken(_ byte: UInt8) -> Bool {
    isMember(byte, 0x03FF_6CFA_0000_0000, 0x57FF_FFFF_C7FF_FFFE)
  }

  /// What a path holds besides `%`: `pchar` and `/`, RFC 3986 section 3.3.
  @inline(__always)
  package static func isPath(_ byte: UInt8) -> Bool {
    isMember(byte, 0x2FFF_FFD2_0000_0000, 0x47FF_FFFE_87FF_FFFF)
  }

  /// What a query holds besides `%`.
  ///
  /// RFC 3986 section 3.4, and also ``[]\^`{|}``, which browsers and Node leave as they are in a
  /// query (URL Standard, query percent-encode set).
  @inline(__always)
  package static func isQuery(_ byte: UInt8) -> Bool {
    isMember(byte, 0xAFFF_FFD2_0000_0000, 0x7FFF_FFFF_FFFF_FFFF)
  }

  /// `unreserved` and `sub-delims`: what a registered name holds besides `%`.
  @inline(__always)
  package static func isRegisteredName(_ byte: UInt8) -> Bool {
    isMember(byte, 0x2BFF_7FD2_0000_0000, 0x47FF_FFFE_87FF_FFFE)
  }

  /// `unreserved`, RFC 3986 section 2.3.
  @inline(__always)
  package static func isUnreserved(_ byte: UInt8) -> Bool {
    isMember(byte, 0x03FF_6000_0000_0000, 0x47FF_FFFE_87FF_FFFE)
  }

  /// What a field value may hold: tab, space, visible and bytes above ASCII (RFC 9110 section 5.5).
  @inline(__always)
  package static func isFieldValue(_ byte: UInt8) -> Bool {
    (byte >= 0x20 && byte != 0x7F) || byte == 0x09
  }

  @inline(__always)
  package static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  /// Marks the high bit of bytes that are control characters (below 0x20, or 0x7F).
  ///
  /// Of eight bytes in memory order the first mark is exact; marks after it may be false.
  @inline(__always)
  package static func controls(_ word: UInt64) -> UInt64 {
    let high: UInt64 = 0x8080_8080_8080_8080
    let low: UInt64 = 0x0101_0101_0101_0101
    let below = (word &- low &* 0x20) & ~word
    let delete = word ^ (low &* 0x7F)
    let equal = (delete &- low) & ~delete
    return (below | equal) & high
  }

  /// Marks the high bit of each of eight bytes that is neither a letter nor `-`: what most field
  /// names consist of. Exact for every byte.
  @inline(__always)
  package static func unusualInName(_ word: UInt64) -> UInt64 {
    let hyphen = word ^ 0x2D2D_2D2D_2D2D_2D2D
    let isHyphen = ~(((hyphen & low7) &+ low7) | hyphen)
    return ~((letters(word) & ~word) | isHyphen) & ~low7
  }

  /// Marks the high bit of each of eight bytes that is not a letter, a digit or one of `-./`: what
  /// most targets consist of. Exact for every byte.
  @inline(__always)
  package static func unusualInTarget(_ word: UInt64) -> UInt64 {
    // `-./0123456789` are neighbours.
    let plain = word & low7
    let isNeighbour =
      (plain &+ 0x5353_5353_5353_5353) & ~(plain &+ 0x4646_4646_4646_4646)
    return ~((letters(word) | isNeighbour) & ~word) & ~low7
  }

  @inline(__always)
  private static var low7: UInt64 { 0x7F7F_7F7F_7F7F_7F7F }

  /// The high bit of each byte that is a letter once its own high bit is taken off.
  @inline(__always)
  private static func letters(_ word: UInt64) -> UInt64 {
    let lower = (word & low7) | 0x2020_2020_2020_2020
    return (lower &+ 0x1F1F_1F1F_1F1F_1F1F) & ~(lower &+ 0x0505_0505_0505_0505)
  }

  /// Eight bytes from `base`, the first in the lowest place.
  @inline(__always)
  package static func word(_ base: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(base).loadUnaligned(as: UInt64.self))
  }

  @inline(__always)
  private static func isMember(_ byte: UInt8, _ low: UInt64, _ high: UInt64) -> Bool {
    byte < 128 && (byte < 64 ? low : high) >> UInt64(byte & 63) & 1 == 1
  }
}
