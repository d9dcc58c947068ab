/// What carries the bytes of a connection, below the parser.
///
/// Plain TCP. A TLS session would wrap the same socket and answer in the same outcomes; nothing
/// above this type calls the socket to read or write.
struct Transport {
  let socket: Socket

  /// Reads into `buffer` what is there.
  @inline(__always)
  func receive(into buffer: UnsafeMutableRawBufferPointer) -> TransportOutcome {
    socket.receive(into: buffer)
  }

  /// Writes as much of `bytes` as goes without waiting.
  @inline(__always)
  func send(_ bytes: UnsafeRawBufferPointer) -> TransportOutcome { socket.send(bytes) }

  /// Says that nothing more will be sent; reading goes on.
  func endOutput() { socket.endOutput() }

  func close() { socket.close() }

  /// Ends the connection with a RST instead of a FIN.
  func reset() { socket.reset() }
}
