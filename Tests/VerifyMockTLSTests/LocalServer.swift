import Foundation
import VerifyMockTLS

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A server on a port of this machine that answers one request per connection with `hello`.
///
/// For clients that are programs of their own; blocking, on one thread.
final class LocalServer: @unchecked Sendable {
  let port: UInt16
  private let listener: Int32
  private let context: TLSContext

  init(_ context: TLSContext) throws {
    self.context = context
    #if canImport(Glibc)
    let kind = Int32(SOCK_STREAM.rawValue)
    #else
    let kind = SOCK_STREAM
    #endif
    listener = socket(AF_INET, kind, 0)
    // A program that another test runs meanwhile must not keep it, or a connection, open.
    _ = fcntl(listener, F_SETFD, FD_CLOEXEC)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = listener
    let isBound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && listen(descriptor, 16) == 0
          && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard isBound else { throw POSIXError(.EADDRINUSE) }
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [listener, context] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { return }
        _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
        LocalServer.serve(connection, context)
        close(connection)
      }
    }
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  private static func serve(_ connection: Int32, _ context: TLSContext) {
    guard let session = try? context.serverSession() else { return }
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    var request: [UInt8] = []
    while true {
      var outcome = session.read(upTo: 1 << 14)
      while case .moved = outcome.outcome {
        request += outcome.bytes
        outcome = session.read(upTo: 1 << 14)
      }
      if String(decoding: request, as: UTF8.self).contains("\r\n\r\n") {
        _ = session.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello")
        session.endOutput()
      }
      let output = session.output()
      _ = output.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, noSignal) }
      if session.isOutputClosed || outcome.outcome == .failed { return }
      let count = recv(connection, &buffer, buffer.count, 0)
      if count <= 0 { return }
      buffer[..<count].withUnsafeBytes { session.receive($0) }
    }
  }

  #if canImport(Darwin)
  private static let noSignal: Int32 = 0
  #else
  private static let noSignal = Int32(MSG_NOSIGNAL)
  #endif
}

extension TLSSession {
  /// Whether the closing notice was given.
  fileprivate var isOutputClosed: Bool { isEstablished && write("") == .failed }
}
