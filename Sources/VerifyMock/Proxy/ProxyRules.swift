import VerifyMockHTTP
import VerifyMockNetwork

/// What becomes of a request that names the host it is meant for, as requests to a proxy do.
struct ProxyRules: Sendable {
  enum Decision: Equatable {
    /// It is meant for this server under a name of its own.
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
