#if os(Linux)
import CVerifyMockEvents

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

// The calls have names of their own here, because the members of `Socket` hide those of the system.

/// Makes a socket that never waits and is not handed to child processes.
func systemSocket(_ family: Int32) -> Int32 {
  #if canImport(Glibc)
  let stream = Int32(SOCK_STREAM.rawValue)
  let flags = Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
  #else
  let stream = SOCK_STREAM
  let flags = SOCK_NONBLOCK | SOCK_CLOEXEC
  #endif
  return socket(family, stream | flags, 0)
}

/// Accepts in the same manner; TCP_NODELAY comes from the listening socket.
@inline(__always)
func systemAccept(
  _ descriptor: Int32, _ address: UnsafeMutablePointer<sockaddr>, _ length: inout socklen_t
) -> Int32 {
  #if canImport(Glibc)
  let flags = Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
  #else
  let flags = SOCK_NONBLOCK | SOCK_CLOEXEC
  #endif
  return vm_accept4(descriptor, address, &length, flags)
}

@inline(__always)
func systemSend(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
}

/// Makes a pipe whose ends never wait and are not handed to child processes.
func systemPipe(_ ends: inout (Int32, Int32)) -> Bool {
  withUnsafeMutableBytes(of: &ends) { bytes in
    vm_pipe2(bytes.assumingMemoryBound(to: Int32.self).baseAddress, O_NONBLOCK | O_CLOEXEC) == 0
  }
}
#endif
