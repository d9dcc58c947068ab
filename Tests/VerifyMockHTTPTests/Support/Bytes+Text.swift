import VerifyMockHTTP

extension UnsafeBufferPointer where Element == UInt8 {
  /// The bytes as text, for comparing in tests.
  var text: String { String(decoding: self, as: UTF8.self) }
}

extension HTTPRequestParser {
  mutating func append(_ text: String) {
    append(bytes: Array(text.utf8)[...])
  }

  mutating func append(bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBytes { append($0) }
  }
}
