import VerifyMockHTTP
import VerifyMockNetwork

/// Decides about requests whose target has a host, as requests to a proxy have.
struct ProxyRules: Sendable {
  enum Decision: Equatable {
    /// It is meant for this server, under one of the server's names.
    case own
    /// It is meant for a provider, whose part this server plays.
    case served
    /// It may be passed on.
    case passed
    /// It may not.
    case foreign
  }

  /// The hosts that the providers' documents name, in lower case.
  let served: [String]
  let passed: [String]
  /// Names of this server besides its addresses and the loopback names.
  let own: [String]

  init(served: [String], passed: [String], own: [String]) {
    var hosts: [String] = []
    for host in served.map({ $0.lowercased() }) where !hosts.contains(host) { hosts.append(host) }
    self.served = hosts
    self.passed = passed.map { $0.lowercased() }
    self.own = own.map { $0.lowercased() }
  }

  /// Decides by host and port: this server itself, what is to be passed on, what is served here.
  ///
  /// - Parameter addresses: where this server listens.
  func decision(on target: ProxyTarget, addresses: [SocketAddress]) -> Decision {
    if isOwn(target, addresses) { return .own }
    if passed.contains(target.host) || passed.contains(target.text) { return .passed }
    return served.contains(target.host) ? .served : own.contains(target.host) ? .own : .foreign
  }

  /// Whether a target is a loopback name or an address of this server; other names are looked up
  /// first, see ``Reach``.
  private func isOwn(_ target: ProxyTarget, _ addresses: [SocketAddress]) -> Bool {
    guard addresses.contains(where: { $0.port == target.port }) else { return false }
    if NameLookup.isLoopback(target.host) { return true }
    guard let literal = SocketAddress(literal: target.host, port: target.port) else {
      return false
    }
    return literal.isLoopback || literal.leadsBack(to: addresses)
  }

  /// Why a host is refused, and what would let it through.
  func refusal(of target: ProxyTarget) -> ControlError {
    ControlError(
      403, "\(target.text) is not a host of a provider's documents: nothing is sent there",
      at: "proxy",
      hint: "--pass \(target.host) lets requests through; answered here are "
        + served.joined(separator: ", "))
  }
}

/// The host and port that a request to a proxy is meant for.
struct ProxyTarget: Equatable, Sendable {
  /// In lower case, IPv6 without brackets.
  let host: String
  let port: UInt16
  let isSecure: Bool

  /// Nil for a request whose target has no host.
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
