import VerifyMockHTTP

/// What opens the control API to other machines: visible ASCII characters, at least one.
package struct ControlToken: Sendable {
  private let bytes: [UInt8]

  /// Refuses a text that is empty or that a header field can't carry unchanged.
  package init(_ text: String) throws(MockServerError) {
    guard text.utf8.contains(where: { $0 != 0x20 && $0 != 0x09 }) else {
      throw MockServerError(
        "the control token is empty, which would open the control API to everyone: "
          + "give one, or leave it out")
    }
    guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw MockServerError(
        "the control token has a space or a character outside ASCII: "
          + "use letters, digits and punctuation")
    }
    bytes = Array(text.utf8)
  }

  /// 32 hexadecimal digits of the system's randomness.
  package static func random() -> String {
    var generator = SystemRandomNumberGenerator()
    let digits = Array("0123456789abcdef")
    return String((0..<32).map { _ in digits[Int(generator.next() % 16)] })
  }

  /// Compares in a time that depends on the length of `given` alone.
  func equals(_ given: Bytes) -> Bool {
    var difference = given.count ^ bytes.count
    for (index, byte) in given.enumerated() {
      difference |= Int(byte ^ bytes[index % bytes.count])
    }
    return difference == 0
  }
}
