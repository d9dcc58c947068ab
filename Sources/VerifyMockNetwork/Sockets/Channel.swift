/// What carries the bytes of a connection, below the parser: TCP, or TLS over it.
///
/// Nothing above this type calls the socket to read or write, or knows which of the two it is.
struct Channel {
  let socket: Socket
  /// The TLS in between; nil for plain TCP.
  var link: SecureLink?

  init(socket: Socket, link: SecureLink? = nil) {
    self.socket = socket
    self.link = link
  }

  /// Reads into `buffer` what is there.
  func receive(into buffer: UnsafeMutableRawBufferPointer) -> ChannelOutcome {
    if let link { return link.receive(into: buffer, from: socket) }
    return socket.receive(into: buffer)
  }

  /// Writes as much of `bytes` as goes without waiting.
  func send(_ bytes: UnsafeRawBufferPointer) -> ChannelOutcome {
    if let link { return link.send(bytes, to: socket) }
    return socket.send(bytes)
  }

  /// Whether something that was accepted for sending has not gone yet.
  var isBlocked: Bool { link?.isBlocked ?? false }

  /// Whether there is more to be read although the socket may have nothing.
  var hasUnread: Bool { link?.hasUnread ?? false }

  /// Whether nothing can be read or written yet because the two ends are still agreeing on keys.
  var isHandshaking: Bool { link?.isHandshaking ?? false }

  /// Sends what was accepted and has not gone yet; false when the connection is broken.
  func flush() -> Bool { link?.flush(to: socket) ?? true }

  /// Says that nothing more will be sent; reading goes on.
  func endOutput() {
    link?.endOutput(to: socket)
    socket.endOutput()
  }

  func close() {
    link?.endOutput(to: socket)
    socket.close()
  }

  /// Ends the connection with a RST instead of a FIN.
  func reset() { socket.reset() }
}

/// What became of one attempt to move bytes without waiting.
enum ChannelOutcome: Equatable {
  /// That many bytes moved, at least one.
  case moved(Int)
  /// Nothing can move now.
  case blocked
  /// The other side has said that it sends no more.
  case ended
  /// The connection is broken.
  case failed
}
