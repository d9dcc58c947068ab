import VerifyMockJSON
import VerifyMockHTTP
import VerifyMockNetwork

/// Where a callback goes, if it may go there.
struct CallbackTargetAddress {
  let host: String
  let port: UInt16
  let isSecure: Bool
  /// Path and query.
  let target: String
  let hostField: String

  /// - Returns: nil when the address is no http or https, or neither this machine nor allowed.
  init?(_ url: String, allowed: [String]) {
    let lowercased = url.lowercased()
    isSecure = lowercased.hasPrefix("https://")
    guard isSecure || lowercased.hasPrefix("http://") else { return nil }
    var rest = url.dropFirst(isSecure ? "https://".count : "http://".count)
    rest = rest.prefix { $0 != "#" }
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    var path = String(rest[authority.endIndex...])
    if path.isEmpty || path.hasPrefix("?") { path = "/" + path }
    guard !authority.contains("@") else { return nil }
    var name = authority
    var port: UInt16 = isSecure ? 443 : 80
    if let colon = authority.lastIndex(of: ":"), !authority[colon...].contains("]") {
      let digits = authority[authority.index(after: colon)...]
      // A sign is part of a number's text in Swift, not in an address.
      guard digits.utf8.allSatisfy(ASCII.isDigit), let number = UInt16(digits) else {
        return nil
      }
      port = number
      name = authority[..<colon]
    }
    var bare = String(name)
    if bare.hasPrefix("["), bare.hasSuffix("]") { bare = String(bare.dropFirst().dropLast()) }
    let lower = bare.lowercased()
    guard !bare.isEmpty,
      NameLookup.isThisMachine(lower) || allowed.contains(where: { $0.lowercased() == lower })
    else { return nil }
    host = lower.hasSuffix(".localhost") ? "localhost" : bare
    self.port = port
    target = path
    hostField = String(authority)
  }
}
