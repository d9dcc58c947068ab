/// Text that came from a peer, made fit for a message.
enum TLSText {
  /// Without control characters, and not longer than a line or two.
  static func printable(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(300) {
      let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
      result.append(isControl ? "?" : scalar)
    }
    return String(result)
  }
}
