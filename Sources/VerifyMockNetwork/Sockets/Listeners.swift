/// The sockets that a loop listens on: several addresses, one port.
struct Listeners {
  private(set) var sockets: [Socket] = []
  private(set) var addresses: [SocketAddress] = []

  private static let backlog: Int32 = 4096
  /// How often another free port is tried when the one picked is taken at another address.
  private static let attempts = 32

  init(_ configuration: LoopConfiguration) throws(ListenError) {
    let wanted = try Self.resolve(configuration)
    var last = ListenError.portInUse(host: "localhost", port: configuration.port)
    for _ in 0..<(configuration.port == 0 ? Self.attempts : 1) {
      do {
        try listen(at: wanted)
        return
      } catch .portInUse(let host, let port) {
        close()
        last = .portInUse(host: host, port: port)
      } catch {
        close()
        throw error
      }
    }
    throw last
  }

  /// Closes all sockets; the addresses stay known.
  mutating func close() {
    for socket in sockets { socket.close() }
    sockets = []
  }

  private struct Wanted {
    let address: SocketAddress
    /// Whether the machine may lack it.
    let isOptional: Bool
  }

  private static func resolve(_ configuration: LoopConfiguration) throws(ListenError) -> [Wanted] {
    let port = configuration.port
    let loopback = [
      Wanted(address: .loopbackV4(port: port), isOptional: false),
      Wanted(address: .loopbackV6(port: port), isOptional: true),
    ]
    guard let hosts = configuration.hosts else { return loopback }
    var wanted: [Wanted] = []
    for host in hosts {
      if host == "localhost" {
        wanted += loopback
      } else if let address = SocketAddress(literal: host, port: port) {
        wanted.append(Wanted(address: address, isOptional: false))
      } else {
        throw .invalidHost(host)
      }
    }
    var seen: Set<SocketAddress> = []
    return wanted.filter { seen.insert($0.address).inserted }
  }

  private mutating func listen(at wanted: [Wanted]) throws(ListenError) {
    sockets = []
    addresses = []
    let hasV4 = wanted.contains { $0.address.family == .v4 }
    for item in wanted {
      let address = item.address.with(port: addresses.first?.port ?? item.address.port)
      do {
        let socket = try Socket.listen(
          at: address, backlog: Self.backlog, isDualStack: address.isUnspecified && !hasV4)
        sockets.append(socket)
        addresses.append(socket.localAddress ?? address)
      } catch {
        if item.isOptional, error.isAddressUnavailable { continue }
        throw Self.error(error, at: address)
      }
    }
  }

  private static func error(_ error: SystemError, at address: SocketAddress) -> ListenError {
    if error.isAddressInUse { return .portInUse(host: address.host, port: address.port) }
    if error.isPermissionDenied {
      return .permissionDenied(host: address.host, port: address.port)
    }
    if error.isAddressUnavailable { return .addressUnavailable(host: address.host) }
    return .system(what: "listen on \(address.authority)", error)
  }
}

/// Why a loop could not start.
package enum ListenError: Error, Hashable, Sendable, CustomStringConvertible {
  case portInUse(host: String, port: UInt16)
  case permissionDenied(host: String, port: UInt16)
  case addressUnavailable(host: String)
  /// Neither an address literal nor "localhost".
  case invalidHost(String)
  /// Something that the loop needs can't be had.
  case system(what: String, SystemError)

  package var description: String {
    switch self {
    case .portInUse(let host, let port):
      "port \(port) is already in use on \(host): stop what listens there, or choose another "
        + "port (0 takes one that is free)"
    case .permissionDenied(let host, let port):
      "not allowed to listen on port \(port) of \(host): ports below 1024 are often reserved"
    case .addressUnavailable(let host): "this machine has no address '\(host)'"
    case .invalidHost(let host):
      "'\(host)' is no address to listen on: expected an IPv4 or IPv6 address, or 'localhost'"
    case .system(let what, let error): "can't \(what): \(error)"
    }
  }
}
