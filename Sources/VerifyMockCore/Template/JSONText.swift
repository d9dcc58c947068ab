import VerifyMockJSON

/// JSON strings as bytes.
enum JSONText {
  /// A string with its quotes.
  static func quoted(_ bytes: [UInt8]) -> [UInt8] {
    var writer = JSONWriter()
    writer.string(bytes)
    return writer.bytes
  }
}
