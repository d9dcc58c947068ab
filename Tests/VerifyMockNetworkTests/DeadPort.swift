import Foundation
import VerifyMockTestSupport

@testable import VerifyMockNetwork

/// A port where nobody listens, kept from everybody else as long as this is there.
final class DeadPort {
  let port: UInt16
  private let descriptor: Int32

  init() throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw RawClient.Failure.connect(errno) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    self.descriptor = descriptor
    var name = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = SocketAddress.loopbackV4(port: 0).withSystemAddress { bind(descriptor, $0, $1) }
    let isNamed = withUnsafeMutablePointer(to: &name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getsockname(descriptor, $0, &size)
      }
    }
    port = UInt16(bigEndian: name.sin_port)
    guard isBound == 0, isNamed == 0 else { throw RawClient.Failure.connect(errno) }
  }

  deinit { close(descriptor) }
}
