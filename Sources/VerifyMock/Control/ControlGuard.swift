import VerifyMockHTTP

/// Who may drive the mock: loopback peers that name it by a loopback name, and whoever has the
/// token; never a web page of another origin.
struct ControlGuard: Sendable {
  var token: String?
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
    guard let host = request.value(of: "host"), isAllowed(Self.name(ofHost: host)) else {
      return ControlError(
        403, "the control API is not known by this host name", at: "Host",
        hint: "start with --allow-host NAME, or use 127.0.0.1 or localhost")
    }
    return nil
  }

  private func hasToken(_ request: HTTPRequestView) -> Bool {
    guard let token else { return false }
    let wanted = Array(token.utf8)
    if let given = request.value(of: "x-verify-mock-token"), Self.isSame(given, wanted) {
      return true
    }
    if case .bearer(let given) = HTTPAuthorization(of: request) {
      return given.withUnsafeBufferPointer { Self.isSame($0, wanted) }
    }
    return false
  }

  /// Compares without telling by its time where the first difference is.
  private static func isSame(_ a: Bytes, _ b: [UInt8]) -> Bool {
    guard a.count == b.count else { return false }
    var difference: UInt8 = 0
    for i in 0..<b.count { difference |= a[i] ^ b[i] }
    return difference == 0
  }

  /// The page at `/` is of our own origin.
  private func isOwn(_ origin: Bytes, _ request: HTTPRequestView) -> Bool {
    guard let host = request.value(of: "host") else { return false }
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
