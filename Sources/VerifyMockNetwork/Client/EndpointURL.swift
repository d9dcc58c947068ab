/// The address of an endpoint, taken apart.
package struct EndpointURL: Sendable {
  package let isSecure: Bool
  package let host: String
  package let port: UInt16
  /// Without a final slash: empty or `/base`.
  package let path: String
  /// As it was given, without a final slash.
  package let text: String

  /// Reads `http://host[:port][/path]`; nil for anything else, also with user, query or fragment.
  package init?(_ text: String) {
    var text = text
    while text.hasSuffix("/") { text.removeLast() }
    var rest = text[...]
    if rest.lowercased().hasPrefix("http://") {
      isSecure = false
      rest = rest.dropFirst(7)
    } else if rest.lowercased().hasPrefix("https://") {
      isSecure = true
      rest = rest.dropFirst(8)
    } else {
      return nil
    }
    guard !rest.contains(where: { "@?# ".contains($0) }) else { return nil }
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    var authority = rest[..<slash]
    var port: UInt16 = isSecure ? 443 : 80
    let bracket = authority.lastIndex(of: "]") ?? authority.startIndex
    if let colon = authority[bracket...].lastIndex(of: ":") {
      guard let number = UInt16(authority[authority.index(after: colon)...]) else { return nil }
      port = number
      authority = authority[..<colon]
    }
    guard !authority.isEmpty else { return nil }
    host = String(authority)
    self.port = port
    path = String(rest[slash...])
    self.text = text
  }

  /// Host and port as the Host field has them.
  package var authority: String { port == (isSecure ? 443 : 80) ? host : "\(host):\(port)" }

  /// Whether it certainly is this machine, decided without a name server.
  package var isLoopback: Bool {
    SocketAddress(literal: host, port: port)?.isLoopback ?? NameLookup.isLoopback(host)
  }
}
