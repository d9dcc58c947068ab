import VerifyMockTLS

/// The TLS of one connection: turns what the socket carries into what the connection says.
final class SecureLink {
  /// Room for the largest record with what is around it (RFC 8446 section 5.2).
  private static let roomSize = 17 * 1024
  /// What waits for a peer that does not read; only one that floods us with requests of the TLS
  /// protocol, such as key updates, gets there.
  private static let outputLimit = 1 << 20

  private let session: TLSSession
  private let isServer: Bool
  /// Bytes for the socket, from `sentCount` on.
  private var output: [UInt8]
  private var sentCount = 0
  private var isInputEnded = false
  /// Bytes have gone to the socket since ``takeProgress()`` was last asked.
  private var hasMoved = false
  /// There may be plaintext that nobody has read.
  private(set) var hasUnread = false

  /// - Parameters:
  ///   - isServer: whether the other side is a client.
  ///   - output: what goes out in clear before the session's own bytes.
  init(_ session: TLSSession, isServer: Bool, output: [UInt8] = []) {
    self.session = session
    self.isServer = isServer
    self.output = output
  }

  var isBlocked: Bool { sentCount < output.count }
  var isHandshaking: Bool { !session.isEstablished }
  var failure: TLSFailure? { session.failure }
  var serverName: String? { session.serverName }

  /// Takes bytes that came with those before the session.
  func take(_ ciphertext: [UInt8]) {
    ciphertext.withUnsafeBytes { session.receive($0) }
    hasUnread = !ciphertext.isEmpty
  }

  /// Carries the handshake on as far as it goes without waiting; nil once it is done.
  func shakeHands(over socket: Socket) -> ChannelOutcome? {
    while true {
      let outcome = session.read(into: UnsafeMutableRawBufferPointer(start: nil, count: 0))
      guard flush(to: socket), outcome != .failed else { return .failed }
      if session.isEstablished { return nil }
      switch fill(from: socket) {
      case .moved: continue
      case .blocked: return .blocked
      case .ended where !isInputEnded:
        isInputEnded = true
        session.endInput()
      case .ended, .failed: return .failed
      }
    }
  }

  func receive(
    into buffer: UnsafeMutableRawBufferPointer, from socket: Socket
  ) -> ChannelOutcome {
    var count = 0
    while count < buffer.count {
      let outcome = session.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
      switch outcome {
      case .moved(let moved):
        count += moved
        continue
      case .blocked:
        guard flush(to: socket), output.count - sentCount <= Self.outputLimit else {
          return .failed
        }
        switch fill(from: socket) {
        case .moved: continue
        case .blocked:
          hasUnread = false
          return count > 0 ? .moved(count) : .blocked
        case .ended where !isInputEnded:
          isInputEnded = true
          session.endInput()
          continue
        case .ended, .failed: break
        }
      case .ended, .failed: _ = flush(to: socket)
      }
      // The end is reported when everything before it has been read.
      hasUnread = count > 0
      if count > 0 { return .moved(count) }
      return outcome == .ended || isUsualEnd ? .ended : .failed
    }
    hasUnread = true
    return .moved(count)
  }

  /// Between messages a client may well close without its closing notice. A server's answer may end
  /// with its connection, and then nothing else shows that it is whole (RFC 9112 section 9.8).
  private var isUsualEnd: Bool { isServer && session.failure == .truncated }

  private func fill(from socket: Socket) -> ChannelOutcome {
    withUnsafeTemporaryAllocation(byteCount: Self.roomSize, alignment: 16) { room in
      let outcome = socket.receive(into: room)
      if case .moved(let count) = outcome {
        session.receive(UnsafeRawBufferPointer(rebasing: room[..<count]))
      }
      return outcome
    }
  }

  func send(_ bytes: UnsafeRawBufferPointer, to socket: Socket) -> ChannelOutcome {
    guard flush(to: socket) else { return .failed }
    if isBlocked { return .blocked }
    let outcome = session.write(bytes)
    guard flush(to: socket) else { return .failed }
    return switch outcome {
    case .moved(let count): .moved(count)
    case .blocked: .blocked
    case .ended, .failed: .failed
    }
  }

  /// Says that nothing more will be sent, as far as that goes without waiting.
  func endOutput(to socket: Socket) {
    session.endOutput()
    _ = flush(to: socket)
  }

  /// Gives the socket what it takes; false when it is broken.
  func flush(to socket: Socket) -> Bool {
    if session.hasOutput { session.takeOutput(into: &output) }
    while sentCount < output.count {
      let outcome = output.withUnsafeBytes {
        socket.send(UnsafeRawBufferPointer(rebasing: $0[sentCount...]))
      }
      switch outcome {
      case .moved(let count):
        sentCount += count
        hasMoved = true
      case .blocked: return true
      case .ended, .failed: return false
      }
    }
    output.removeAll(keepingCapacity: output.capacity <= Self.roomSize)
    sentCount = 0
    return true
  }

  /// Whether bytes have gone to the socket since this was last asked.
  func takeProgress() -> Bool {
    defer { hasMoved = false }
    return hasMoved
  }
}
