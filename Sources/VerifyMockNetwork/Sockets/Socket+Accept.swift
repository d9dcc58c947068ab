#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension Socket {
  /// What came of looking for a connection.
  enum Accepted {
    case connection(Socket, SocketAddress)
    /// Nobody waits, or whoever did has gone.
    case none
    /// One has gone before it was accepted; there may be more.
    case gone
    /// The process or the machine has no descriptor or memory left.
    case exhausted
  }

  /// Takes the next connection that waits.
  func accept() -> Accepted {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let accepted = withUnsafeMutablePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        systemAccept(descriptor, $0, &length)
      }
    }
    if accepted >= 0 {
      let socket = Socket(descriptor: accepted)
      guard let address = SocketAddress(system: storage) else {
        socket.close()
        return .gone
      }
      return .connection(socket, address)
    }
    switch errno {
    case EAGAIN, EWOULDBLOCK: return .none
    case EMFILE, ENFILE, ENOBUFS, ENOMEM: return .exhausted
    // Errors of the connection, not of the listener: accept(2), "Error disposition".
    default: return .gone
    }
  }
}

extension SystemError {
  /// The error of the call that has just failed.
  static var current: SystemError { SystemError(number: errno) }
  var isAddressInUse: Bool { number == EADDRINUSE }
  var isPermissionDenied: Bool { number == EACCES || number == EPERM }
  /// The machine has no such address, or no such family at all.
  var isAddressUnavailable: Bool {
    number == EADDRNOTAVAIL || number == EAFNOSUPPORT || number == EPROTONOSUPPORT
  }
  var isConnectionRefused: Bool { number == ECONNREFUSED }
  var isConnectionReset: Bool { number == ECONNRESET || number == EPIPE }
  var isTimeout: Bool { number == ETIMEDOUT }
}
