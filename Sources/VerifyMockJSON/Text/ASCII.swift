/// Bytes as ASCII characters, for the formats that compare and count in them.
///
/// Public, although the module belongs to no product: only bodies of what is public are taken over
/// into other modules, and these run for each byte of a message.
public enum ASCII {
  /// A capital letter as a small one, any other byte as it is.
  @inlinable public static func lowercased(_ byte: UInt8) -> UInt8 {
    byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
  }

  /// Whether the byte is a digit.
  @inlinable public static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  /// Whether the byte is a letter.
  @inlinable public static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26
  }

  /// The value of a hexadecimal digit, in either case; nil for another byte.
  @inlinable public static func hexValue(_ byte: UInt8) -> UInt8? {
    if isDigit(byte) { return byte &- UInt8(ascii: "0") }
    let letter = (byte | 0x20) &- UInt8(ascii: "a")
    return letter < 6 ? letter &+ 10 : nil
  }

  /// Whether two runs of bytes are the same, letters compared without regard to case.
  package static func areEqualIgnoringCase(
    _ left: some Collection<UInt8>, _ right: some Collection<UInt8>
  ) -> Bool {
    left.elementsEqual(right) { lowercased($0) == lowercased($1) }
  }
}
