#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
package import VerifyMockHTTP

/// Sends requests from a thread that may wait: for commands, never for the loop.
///
/// Each request has a connection of its own, which keeps what is measured simple. Plain TCP.
package struct BlockingHTTPClient: Sendable {
  package enum Failure: Error, Sendable, Equatable {
    case unreachable(String)
    case timedOut
    case broken(String)
  }

  package typealias Answer = (response: HTTPReceivedResponse, duration: Duration)

  /// Host and port as the Host field has them.
  package let authority: String
  /// Whether only this machine can be at the other end.
  package let isLoopback: Bool
  private let addresses: [SocketAddress]
  private let timeout: Duration

  /// Looks the host up; waits for name servers.
  package init(host: String, port: UInt16, timeout: Duration) throws(Failure) {
    let literal = SocketAddress(literal: host, port: port)
    addresses = literal.map { [$0] } ?? NameLookup(name: host, port: port).addresses
    guard !addresses.isEmpty else { throw .unreachable("'\(host)' has no address") }
    isLoopback = addresses.allSatisfy(\.isLoopback)
    authority = port == 80 ? host : "\(host):\(port)"
    self.timeout = timeout
  }

  /// Sends one request.
  package func send(_ request: HTTPRequest) -> Result<Answer, Failure> {
    send([request]).first ?? .failure(.broken("nothing was sent"))
  }

  /// Sends requests at once: all are connected and written before any answer is read.
  package func send(_ requests: [HTTPRequest]) -> [Result<Answer, Failure>] {
    let deadline = MonotonicTime.now().advanced(by: timeout)
    let sockets = requests.map { _ in connect(until: deadline) }
    defer { for case .success(let socket) in sockets { socket.close() } }
    var starts: [MonotonicTime] = []
    var failures: [Failure?] = []
    for (request, socket) in zip(requests, sockets) {
      starts.append(MonotonicTime.now())
      switch socket {
      case .failure(let failure): failures.append(failure)
      case .success(let socket): failures.append(write(request, to: socket, until: deadline))
      }
    }
    return requests.indices.map { i in
      if let failure = failures[i] { return .failure(failure) }
      guard case .success(let socket) = sockets[i] else { return .failure(.timedOut) }
      let isHead = requests[i].method == "HEAD"
      return read(from: socket, isHead: isHead, until: deadline).map {
        ($0, MonotonicTime.now().since(starts[i]))
      }
    }
  }

  private func connect(until deadline: MonotonicTime) -> Result<Socket, Failure> {
    var last = Failure.unreachable("no address answers")
    for address in addresses {
      do throws(SystemError) {
        let (socket, isConnected) = try Socket.connect(to: address)
        if isConnected { return .success(socket) }
        guard Self.wait(socket, for: POLLOUT, until: deadline) else {
          socket.close()
          return .failure(.timedOut)
        }
        guard let error = socket.pendingError else { return .success(socket) }
        socket.close()
        last = .unreachable("\(address.authority): \(error)")
      } catch {
        last = .unreachable("\(address.authority): \(error)")
      }
    }
    return .failure(last)
  }

  private func write(
    _ request: HTTPRequest, to socket: Socket, until deadline: MonotonicTime
  ) -> Failure? {
    var request = request
    request.closesConnection = true
    var bytes: [UInt8] = []
    guard HTTPRequestSerializer.append(request: request, to: &bytes) else {
      return .broken("the request can't be written")
    }
    var sent = 0
    while sent < bytes.count {
      switch bytes.withUnsafeBytes({ socket.send(UnsafeRawBufferPointer(rebasing: $0[sent...])) }) {
      case .moved(let count): sent += count
      case .blocked:
        guard Self.wait(socket, for: POLLOUT, until: deadline) else { return .timedOut }
      // A server may answer and close before it has read everything: the answer counts.
      case .ended, .failed: return nil
      }
    }
    return nil
  }

  private func read(
    from socket: Socket, isHead: Bool, until deadline: MonotonicTime
  ) -> Result<HTTPReceivedResponse, Failure> {
    var limits = HTTPLimits()
    limits.body = 16 << 20
    var parser = HTTPResponseParser(limits: limits, answersHead: isHead)
    while true {
      var outcome = TransportOutcome.blocked
      _ = parser.receive { buffer in
        outcome = socket.receive(into: buffer)
        if case .moved(let count) = outcome { return count }
        return 0
      }
      var event = HTTPResponseParser.Event.needMore
      switch outcome {
      case .moved: event = parser.next()
      case .blocked:
        guard Self.wait(socket, for: POLLIN, until: deadline) else { return .failure(.timedOut) }
        continue
      case .ended, .failed:
        event = parser.finish()
        if event == .needMore {
          return .failure(.broken("the connection was closed without an answer"))
        }
      }
      switch event {
      case .needMore: continue
      case .response(let response): return .success(response)
      case .refused(let refusal): return .failure(.broken("\(refusal)"))
      }
    }
  }

  /// Waits until the socket can be read or written; false when the time is over.
  private static func wait(
    _ socket: Socket, for events: Int32, until deadline: MonotonicTime
  ) -> Bool {
    while true {
      let left = deadline.since(MonotonicTime.now()).wholeNanoseconds / 1_000_000
      guard left > 0 else { return false }
      var descriptor = pollfd(fd: socket.descriptor, events: Int16(events), revents: 0)
      let count = poll(&descriptor, 1, Int32(clamping: left + 1))
      if count > 0 { return true }
      if count < 0, errno != EINTR { return false }
    }
  }
}

extension BlockingHTTPClient.Failure: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreachable(let reason): "the endpoint can't be reached: \(reason)"
    case .timedOut: "no answer came in time"
    case .broken(let reason): reason
    }
  }
}
