/// Recognises names whose values are credentials by custom, whatever API they belong to.
package enum SecretName {
  private static let parts = [
    "token", "secret", "password", "passwd", "passphrase", "apikey", "accesskey", "privatekey",
    "signature", "credential", "authorization", "cookie",
  ]

  private static let whole: Set<String> = ["auth", "key", "pwd", "sig", "jwt"]

  /// Whether a header field or a query parameter of this name has a credential as its value.
  ///
  /// Case, `-`, `_` and `.` do not count: `X-Api-Key`, `api_key` and `apiKey` are one. Tokens of
  /// pages (`page_token`, `pageToken`) are none.
  package static func matches(_ name: some Sequence<UInt8>) -> Bool {
    var letters: [UInt8] = []
    for byte in name {
      switch byte {
      case 0x41...0x5A: letters.append(byte | 0x20)
      case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): continue
      default: letters.append(byte)
      }
    }
    let text = String(decoding: letters, as: UTF8.self)
    if whole.contains(text) || text == "xauth" { return true }
    if text.hasSuffix("pagetoken") { return false }
    return parts.contains { part in holds(letters, part) }
  }

  private static func holds(_ letters: [UInt8], _ part: String) -> Bool {
    let part = Array(part.utf8)
    guard letters.count >= part.count else { return false }
    return (0...letters.count - part.count).contains { start in
      letters[start..<start + part.count].elementsEqual(part)
    }
  }

  /// A request target with the values of such query parameters replaced.
  package static func masked(target: ArraySlice<UInt8>, with mark: [UInt8]) -> [UInt8] {
    guard let question = target.firstIndex(of: UInt8(ascii: "?")) else { return Array(target) }
    var result = Array(target[...question])
    let parts = target[(question + 1)...].split(
      separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if index > 0 { result.append(UInt8(ascii: "&")) }
      guard let equals = part.firstIndex(of: UInt8(ascii: "=")), matches(decoded(part[..<equals]))
      else {
        result += part
        continue
      }
      result += part[...equals]
      result += mark
    }
    return result
  }

  private static func decoded(_ name: ArraySlice<UInt8>) -> [UInt8] {
    Array(name).withUnsafeBufferPointer { PercentCoding.decode($0) } ?? Array(name)
  }
}
