#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

// The members of `Socket` hide the calls of the same name.
private func systemListen(_ descriptor: Int32, _ backlog: Int32) -> Int32 {
  listen(descriptor, backlog)
}

private func systemConnect(
  _ descriptor: Int32, _ address: UnsafePointer<sockaddr>, _ length: socklen_t
) -> Int32 {
  connect(descriptor, address, length)
}

private func systemClose(_ descriptor: Int32) -> Int32 { close(descriptor) }

/// A TCP socket that never waits; whoever made it closes it.
package struct Socket: Equatable {
  package let descriptor: Int32

  package init(descriptor: Int32) { self.descriptor = descriptor }

  /// Listens at `address`.
  ///
  /// The system's error when it can't: `EADDRINUSE` and so on.
  static func listen(
    at address: SocketAddress, backlog: Int32, isDualStack: Bool
  ) throws(SystemError) -> Socket {
    let socket = try make(address.family)
    // Only for a chosen port: with port 0 it lets the system pick one that is bound elsewhere.
    if address.port != 0 { socket.set(SOL_SOCKET, SO_REUSEADDR, 1) }
    if address.family == .v6 { socket.set(Int32(IPPROTO_IPV6), IPV6_V6ONLY, isDualStack ? 0 : 1) }
    socket.set(Int32(IPPROTO_TCP), TCP_NODELAY, 1)
    let bound = address.withSystemAddress { bind(socket.descriptor, $0, $1) }
    if bound != 0 || systemListen(socket.descriptor, backlog) != 0 {
      let error = SystemError(number: errno)
      socket.close()
      throw error
    }
    return socket
  }

  /// Begins to connect; when `isConnected` is false, the socket becomes writable at the end.
  static func connect(
    to address: SocketAddress
  ) throws(SystemError) -> (socket: Socket, isConnected: Bool) {
    let socket = try make(address.family)
    socket.set(Int32(IPPROTO_TCP), TCP_NODELAY, 1)
    let result = address.withSystemAddress { systemConnect(socket.descriptor, $0, $1) }
    if result == 0 { return (socket, true) }
    if errno == EINPROGRESS { return (socket, false) }
    let error = SystemError(number: errno)
    socket.close()
    throw error
  }

  private static func make(_ family: SocketAddress.Family) throws(SystemError) -> Socket {
    let descriptor = systemSocket(family == .v4 ? AF_INET : AF_INET6)
    guard descriptor >= 0 else { throw SystemError(number: errno) }
    return Socket(descriptor: descriptor)
  }

  /// What the attempt to connect came to; nil is success.
  var pendingError: SystemError? {
    var number: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &number, &length)
    return number == 0 ? nil : SystemError(number: number)
  }

  /// The address at this end.
  var localAddress: SocketAddress? {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let result = withUnsafeMutablePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getsockname(descriptor, $0, &length)
      }
    }
    return result == 0 ? SocketAddress(system: storage) : nil
  }

  func receive(into buffer: UnsafeMutableRawBufferPointer) -> ChannelOutcome {
    while true {
      let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
      if count > 0 { return .moved(count) }
      if count == 0 { return .ended }
      let error = errno
      if error == EINTR { continue }
      return error == EAGAIN || error == EWOULDBLOCK ? .blocked : .failed
    }
  }

  func send(_ bytes: UnsafeRawBufferPointer) -> ChannelOutcome {
    while true {
      let count = systemSend(descriptor, bytes)
      if count >= 0 { return .moved(count) }
      let error = errno
      if error == EINTR { continue }
      return error == EAGAIN || error == EWOULDBLOCK ? .blocked : .failed
    }
  }

  func endOutput() { shutdown(descriptor, Int32(SHUT_WR)) }

  func close() { Self.close(descriptor) }

  func reset() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    close()
  }

  func set(_ level: Int32, _ name: Int32, _ value: Int32) {
    var value = value
    setsockopt(descriptor, level, name, &value, socklen_t(MemoryLayout<Int32>.size))
  }

  /// A descriptor that does nothing, kept to be given up when there are no more.
  static func openSpare() -> Int32 { open("/dev/null", O_RDONLY | O_CLOEXEC) }

  static func close(_ descriptor: Int32) { _ = systemClose(descriptor) }

  static func text(ofError number: Int32) -> String { String(cString: strerror(number)) }
}

/// An error number of the system with the words that it has for it.
package struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  package let number: Int32

  package init(number: Int32) { self.number = number }

  package var description: String { "\(Socket.text(ofError: number)) (error \(number))" }
}

/// How many descriptors the process may have open.
enum DescriptorLimit {
  /// Raises the soft limit to the hard one, once in the life of the process.
  static func raise() { _ = raised }

  private static let raised: Bool = {
    #if canImport(Glibc)
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
    let resource = RLIMIT_NOFILE
    #endif
    var limit = rlimit()
    guard getrlimit(resource, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return false }
    limit.rlim_cur = limit.rlim_max
    if setrlimit(resource, &limit) == 0 { return true }
    // Darwin's hard limit can be unlimited, which it does not accept as a soft one.
    limit.rlim_cur = 10_240
    return setrlimit(resource, &limit) == 0
  }()
}
