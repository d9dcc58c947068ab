import VerifyMockHTTP

/// The host and port that a request to a proxy is meant for.
struct ProxyTarget: Equatable, Sendable {
  /// In lower case, IPv6 without brackets.
  let host: String
  let port: UInt16
  let isSecure: Bool

  /// Nil for a request that names no host of its own.
  init?(_ request: HTTPRequestView) {
    guard let bytes = request.authority, let authority = HTTPAuthority(bytes) else { return nil }
    isSecure = request.isSecure
    port = UInt16(clamping: authority.port ?? (isSecure ? 443 : 80))
    let text = String(decoding: authority.host, as: UTF8.self).lowercased()
    host = text.hasPrefix("[") ? String(text.dropFirst().dropLast()) : text
  }

  /// Host and port as messages have them: the usual ports go without saying.
  var text: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port == 80 || port == 443 ? name : "\(name):\(port)"
  }

  /// Host and port as a Host field has them.
  var hostField: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
  }
}
