import VerifyMockHTTP
import VerifyMockTLS

extension HTTPClient {
  /// A connection that a request can be written to: through the proxy and over TLS where those are set.
  func connect() throws(Failure) -> Channel {
    let connected = MonotonicTime.now().advanced(by: limits.connect)
    var channel = Channel(socket: try connectSocket(until: connected))
    guard let security else { return channel }
    do throws(Failure) {
      let agreed = MonotonicTime.now().advanced(by: limits.handshake)
      if let proxy { try askForWay(proxy, channel, until: agreed) }
      do throws(TLSError) {
        channel.link = SecureLink(
          try security.clientSession(host: host), isServer: false)
      } catch {
        throw .unavailable(error.description)
      }
      try shakeHands(channel, until: agreed)
      return channel
    } catch {
      channel.close()
      throw error
    }
  }

  private func connectSocket(until deadline: MonotonicTime) throws(Failure) -> Socket {
    var last = Failure.unreachable("no address answers")
    for address in addresses {
      let attempt: (socket: Socket, isConnected: Bool)
      do throws(SystemError) {
        attempt = try Socket.connect(to: address)
      } catch {
        last = .unreachable("\(address.authority): \(error)")
        continue
      }
      if !attempt.isConnected, !attempt.socket.waitToWrite(until: deadline) {
        attempt.socket.close()
        throw .connectTimedOut
      }
      guard let error = attempt.socket.pendingError else { return attempt.socket }
      attempt.socket.close()
      last = .unreachable("\(address.authority): \(error)")
    }
    throw last
  }

  /// Has the proxy connect to the server (RFC 9110 section 9.3.6).
  private func askForWay(
    _ proxy: HTTPProxy, _ channel: Channel, until deadline: MonotonicTime
  ) throws(Failure) {
    let target = "\(host):\(port)"
    var lines = ["CONNECT \(target) HTTP/1.1", "Host: \(target)"]
    if let authorization = proxy.authorization {
      lines.append("Proxy-Authorization: \(authorization)")
    }
    let head = lines.joined(separator: "\r\n") + "\r\n\r\n"
    guard channel.sendAll(Array(head.utf8), until: deadline) else { throw .handshakeTimedOut }
    // A HEAD's answer has no content either, whatever its fields say.
    var parser = HTTPResponseParser(limits: HTTPLimits(), answersHead: true)
    while true {
      var outcome = ChannelOutcome.blocked
      _ = parser.receive { buffer in
        // No more than the head: what comes behind it is TLS.
        outcome = channel.receive(into: UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(1)))
        return outcome == .moved(1) ? 1 : 0
      }
      switch outcome {
      case .moved: break
      case .blocked:
        guard channel.wait(until: deadline) else { throw .handshakeTimedOut }
        continue
      case .ended, .failed: throw .proxyRefused("the proxy closed the connection")
      }
      switch parser.next() {
      case .needMore, .head: continue
      case .refused(let refusal): throw .proxyRefused("\(refusal)")
      case .response(let response):
        if 200..<300 ~= response.status { return }
        let reason = String(decoding: response.reason, as: UTF8.self)
        throw .proxyRefused("it answered \(response.status) \(reason)")
      }
    }
  }

  private func shakeHands(
    _ channel: Channel, until deadline: MonotonicTime
  ) throws(Failure) {
    guard let link = channel.link else { return }
    while let outcome = link.shakeHands(over: channel.socket) {
      guard outcome == .blocked else {
        throw .untrusted(
          link.failure?.description ?? "the connection was closed during the TLS handshake")
      }
      guard channel.wait(until: deadline) else { throw .handshakeTimedOut }
    }
  }
}
