import VerifyMockHTTP

/// One client's connection: what has arrived, what waits to be sent, and what it is doing.
final class Connection {
  enum State {
    /// Requests are read and answered.
    case reading
    /// A request is to be answered later; those behind it wait.
    case waiting
    /// Nothing more is read; the connection ends when all is sent.
    case finishing
    /// All is sent and our side closed; what still comes is thrown away until the client closes.
    case lingering
    /// What comes is carried to another machine, and back.
    case tunnelling
    /// A request is passed on to another host; those behind it wait.
    case relaying
    /// The client will never get an answer.
    case stalled
    case closed
  }

  var channel: Channel
  let peer: Peer
  let slot: Int
  let token: UInt64
  var parser: HTTPRequestParser
  var state = State.reading
  var interest = PollInterest.read
  /// The client has said that it sends no more.
  var inputEnded = false
  /// Requests have come that are answered when others have had their turn.
  var hasMore = false
  /// It is open only until its refusal is sent: there are too many connections.
  var isRefused = false
  /// At least one request has come.
  var hasServed = false
  /// The message being read is not the one that the deadline was set for.
  var startsMessage = true
  /// What could not be sent yet, from `sentCount` on.
  var pending: [UInt8] = []
  var sentCount = 0
  /// What the parser's buffer counts for in ``LoopCore/bufferedBytes``.
  var bufferedBytes = 0
  /// How much has been thrown away while lingering.
  var drainedCount = 0

  /// The exchange that is under way, and how its response is to be written.
  var exchange: ExchangeID?
  var keepsAlive = false
  var isHead = false
  var minorVersion = 1
  /// Whether the application promised the answer and has to learn that the client has gone.
  var isPromised = false
  /// What carries its bytes while it is tunnelling.
  var tunnel: Tunnel?
  /// What passes its request on while it is relaying.
  var relay: OutgoingID?
  /// What goes out when the delay is over.
  var held: (response: HTTPResponse, fault: ConnectionFault?)?

  init(channel: Channel, peer: Peer, slot: Int, token: UInt64, limits: HTTPLimits) {
    self.channel = channel
    self.peer = peer
    self.slot = slot
    self.token = token
    parser = HTTPRequestParser(limits: limits)
    parser.isSecure = channel.link != nil
    parser.handsOutHeads = true
  }

  var isBlocked: Bool { sentCount < pending.count || channel.isBlocked }

  /// Reads once into the parser; `isFull` says that there may be more at once.
  func fill(atLeast count: Int = 4096) -> (outcome: ChannelOutcome, isFull: Bool) {
    var outcome = ChannelOutcome.blocked
    var isFull = false
    _ = parser.receive(atLeast: count) { room in
      outcome = channel.receive(into: room)
      guard case .moved(let count) = outcome else { return 0 }
      isFull = count == room.count
      return count
    }
    return (outcome, isFull)
  }

  /// Sends from `output`, behind what waits already; what can't go is kept. False when broken.
  func send(_ output: [UInt8]) -> Bool {
    if isBlocked {
      pending.append(contentsOf: output)
      return true
    }
    var sent = 0
    while sent < output.count {
      let outcome = output.withUnsafeBytes { bytes in
        channel.send(UnsafeRawBufferPointer(rebasing: bytes[sent...]))
      }
      switch outcome {
      case .moved(let count): sent += count
      case .blocked:
        pending.append(contentsOf: output[sent...])
        return true
      case .ended, .failed: return false
      }
    }
    return true
  }

  /// Sends what waits; nil when the connection is broken, else whether anything moved.
  func sendPending() -> Bool? {
    var hasMoved = false
    while sentCount < pending.count {
      let outcome = pending.withUnsafeBytes { bytes in
        channel.send(UnsafeRawBufferPointer(rebasing: bytes[sentCount...]))
      }
      switch outcome {
      case .moved(let count):
        sentCount += count
        hasMoved = true
      case .blocked: return channel.link?.takeProgress() == true || hasMoved
      case .ended, .failed: return nil
      }
    }
    pending = []
    sentCount = 0
    if let link = channel.link {
      guard link.flush(to: channel.socket) else { return nil }
      if link.takeProgress() { hasMoved = true }
    }
    return hasMoved
  }
}
