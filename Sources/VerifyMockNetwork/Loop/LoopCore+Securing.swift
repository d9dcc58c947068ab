import VerifyMockHTTP
import VerifyMockTLS

extension LoopCore {
  /// Goes on with connections whose turn was over, and reads what TLS holds although the sockets
  /// have nothing.
  mutating func readUnread() {
    let tokens = unread
    unread.removeAll(keepingCapacity: true)
    for token in tokens {
      guard let connection = connections[token: token] else { continue }
      if connection.hasMore {
        connection.hasMore = false
        if connection.state == .reading { answer(connection) }
      } else if connection.channel.hasUnread, connection.interest.contains(.read) {
        read(connection)
      }
    }
  }

  /// Ends a connection that is broken, and reports why where TLS knows.
  mutating func breakOff(_ connection: Connection) {
    guard let link = connection.channel.link, let failure = link.failure else {
      return drop(connection)
    }
    // The alert has gone. What still goes out, if anything, is for one who never spoke TLS.
    connection.channel.link = nil
    connection.pending = []
    connection.sentCount = 0
    connection.state = .finishing
    if failure == .plainHTTP { refusePlain(connection) }
    if failure != .closedAtOnce {
      context.connections.handshakesFailed += 1
      app.handshakeFailed(failure.description, peer: connection.peer)
    }
    update(connection)
  }

  private mutating func refusePlain(_ connection: Connection) {
    refuse(.plainHTTP)
    connection.minorVersion = 1
    writeResponse(to: connection)
    flush(connection)
  }

  /// Goes on with a connection whose CONNECT was granted as if it had just been made, over TLS
  /// where there is a context.
  mutating func answerInside(_ connection: Connection, _ security: TLSContext?) {
    flush(connection)
    guard connection.state != .closed else { return }
    guard let security else {
      output.append(contentsOf: Bytes(Self.established))
      return
    }
    guard connection.channel.link == nil, let session = try? security.serverSession() else {
      refuse(.nestedTLS)
      return writeResponse(to: connection)
    }
    let link = SecureLink(
      session, isServer: true,
      output: connection.pending[connection.sentCount...] + Self.established.bytes)
    connection.pending = []
    connection.sentCount = 0
    link.take(connection.parser.takeRest())
    connection.channel.link = link
    connection.parser.isSecure = true
    if !link.flush(to: connection.channel.socket) { drop(connection) }
  }

  static var established: StaticString { "HTTP/1.1 200 Connection Established\r\n\r\n" }
}

extension StaticString {
  fileprivate var bytes: [UInt8] { withUTF8Buffer { Array($0) } }
}
