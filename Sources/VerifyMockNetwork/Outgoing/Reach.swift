/// How far an outgoing connection may go.
///
/// Decided on addresses, after names have been looked up and before anything is connected: names
/// and spellings of an address are too many to be compared.
package enum Reach: Sendable, Equatable {
  case anywhere
  /// Anywhere except the addresses and the port that the loop itself listens on.
  case notBack
  /// Only other machines, at any port.
  case otherMachines

  /// Why there may be no connection to these addresses; nil when there may.
  ///
  /// One address that is refused refuses a name as a whole.
  func refusal(of addresses: [SocketAddress], listeners: [SocketAddress]) -> String? {
    switch self {
    case .anywhere: return nil
    case .notBack:
      let own = addresses.first { $0.leadsBack(to: listeners) }
      return own.map { "\($0.authority) is this server itself" }
    case .otherMachines:
      let here = addresses.first(where: \.isThisMachine)
      return here.map { "\($0.host) is the server's own machine, and the client is on another" }
    }
  }
}

extension SocketAddress {
  /// Whether a connection to it ends on this machine.
  var isThisMachine: Bool {
    let address = unmapped
    return address.isLoopback || address.isUnspecified
      || Self.interfaces.contains { $0.isSameHost(as: address) }
  }

  /// Whether a connection to it ends at one of `listeners`.
  package func leadsBack(to listeners: [SocketAddress]) -> Bool {
    let address = unmapped
    return listeners.contains { listener in
      guard listener.port == address.port else { return false }
      // A connection to 0.0.0.0 or :: goes to the loopback address.
      if address.isUnspecified { return listener.isUnspecified || listener.isLoopback }
      return listener.isUnspecified ? isThisMachine : listener.unmapped.isSameHost(as: address)
    }
  }
}
