import VerifyMockJSON

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
    let letters = name.filter { !"-_.".utf8.contains($0) }.map { ASCII.lowercased($0) }
    let text = String(decoding: letters, as: UTF8.self)
    if whole.contains(text) || text == "xauth" { return true }
    if text.hasSuffix("pagetoken") { return false }
    return parts.contains { text.includes($0) }
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
    PercentCoding.decode(Array(name)) ?? Array(name)
  }
}
