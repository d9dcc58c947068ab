import VerifyMockHTTP

/// Who may drive the mock: loopback peers that name it by a loopback name, and whoever has the
/// token; never a web page of another origin.
struct ControlGuard: Sendable {
  var token: ControlToken?
  var allowedHosts: [String] = []

  /// - Returns: why the request is refused; nil when it is not.
  func refusal(of request: HTTPRequestView, isLoopback: Bool) -> ControlError? {
    if let origin = request.value(of: "origin"), !isOwn(origin, request) {
      return ControlError(
        403, "requests of web pages from another origin are refused", at: "Origin",
        hint: "call the control API from the test itself")
    }
    if hasToken(request) { return nil }
    guard isLoopback else {
      return ControlError(
        403, "only this machine may use the control API without its token", at: "peer",
        hint: "send 'X-Verify-Mock-Token' with the token that was printed at the start")
    }
    guard let host = request.host, isAllowed(Self.name(ofHost: host)) else {
      return ControlError(
        403, "the control API is not known by this host name", at: "Host",
        hint: "start with --allow-host NAME, or use 127.0.0.1 or localhost")
    }
    return nil
  }

  /// Whether a request carries the control token, in either of its two fields.
  func hasToken(_ request: HTTPRequestView) -> Bool {
    guard let token else { return false }
    if let given = request.value(of: "x-verify-mock-token"), token.equals(given) { return true }
    if case .bearer(let given) = HTTPAuthorization(of: request) {
      return given.withUnsafeBufferPointer { token.equals($0) }
    }
    return false
  }

  /// The page at `/` is of our own origin.
  private func isOwn(_ origin: Bytes, _ request: HTTPRequestView) -> Bool {
    guard let host = request.host else { return false }
    let text = String(decoding: origin, as: UTF8.self)
    let own = String(decoding: host, as: UTF8.self)
    return (text == "http://" + own || text == "https://" + own)
      && isAllowed(Self.name(ofHost: host))
  }

  private func isAllowed(_ name: String) -> Bool {
    let name = name.lowercased()
    return name == "localhost" || name.hasSuffix(".localhost") || name == "[::1]" || name == "::1"
      || Self.isLoopbackIPv4(name) || allowedHosts.contains { $0.lowercased() == name }
  }

  private static func isLoopbackIPv4(_ name: String) -> Bool {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127"
      && parts.allSatisfy { UInt8($0) != nil }
  }

  /// A Host field without its port.
  private static func name(ofHost field: Bytes) -> String {
    let text = String(decoding: field, as: UTF8.self)
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") { return String(text[...end]) }
    return String(text.prefix { $0 != ":" })
  }
}
