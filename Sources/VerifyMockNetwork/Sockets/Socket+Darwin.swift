#if canImport(Darwin)
import Darwin

// The calls have names of their own here, because the members of `Socket` hide those of the system.

private func configure(_ descriptor: Int32) -> Int32 {
  guard descriptor >= 0 else { return descriptor }
  _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
  _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  return descriptor
}

private func configureSocket(_ descriptor: Int32) -> Int32 {
  guard configure(descriptor) >= 0 else { return descriptor }
  var on: Int32 = 1
  let size = socklen_t(MemoryLayout<Int32>.size)
  setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &on, size)
  setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, size)
  return descriptor
}

/// Makes a socket that never waits and is not handed to child processes.
func systemSocket(_ family: Int32) -> Int32 {
  configureSocket(socket(family, SOCK_STREAM, 0))
}

/// Accepts in the same manner.
func systemAccept(
  _ descriptor: Int32, _ address: UnsafeMutablePointer<sockaddr>, _ length: inout socklen_t
) -> Int32 {
  configureSocket(accept(descriptor, address, &length))
}

func systemSend(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  send(descriptor, bytes.baseAddress, bytes.count, 0)
}

/// Makes a pipe whose ends never wait and are not handed to child processes.
func systemPipe(_ ends: inout (Int32, Int32)) -> Bool {
  let isMade = withUnsafeMutableBytes(of: &ends) { bytes in
    pipe(bytes.assumingMemoryBound(to: Int32.self).baseAddress) == 0
  }
  guard isMade else { return false }
  _ = configure(ends.0)
  _ = configure(ends.1)
  return true
}
#endif
