/// The way between a client and another machine, behind a CONNECT.
final class Tunnel {
  enum State { case resolving, connecting, open }

  let id: OutgoingID
  let client: Connection
  let host: String
  let port: UInt16
  let reach: Reach
  var state = State.resolving
  /// Addresses not tried yet, the next one last.
  var addresses: [SocketAddress] = []
  /// What came of those tried.
  var failure: String
  var socket: Socket?
  var attempt: UInt32 = 0
  var interest = PollInterest.write
  /// What the client has sent and the other machine has not taken, from `sentCount` on.
  var pending: [UInt8]
  var sentCount = 0
  /// The other machine has said that it sends no more.
  var hasEnded = false
  /// The far end knows that the client sends no more; the client knows that the far end does not.
  var isOutputEnded = false
  var isClientTold = false

  init(
    id: OutgoingID, client: Connection, host: String, port: UInt16, reach: Reach,
    pending: [UInt8]
  ) {
    self.id = id
    self.client = client
    self.host = host
    self.port = port
    self.reach = reach
    self.pending = pending
    failure = "no address is known for '\(host)'"
  }

  var token: UInt64 {
    PollToken(.outgoing, slot: Int(id.rawValue & 0xFFFF_FFFF), generation: attempt).rawValue
  }

  var isBlocked: Bool { sentCount < pending.count }

  /// Sends what the client has sent; false when the other machine takes nothing any more.
  func send() -> Bool {
    guard let socket else { return false }
    while isBlocked {
      let outcome = pending.withUnsafeBytes {
        socket.send(UnsafeRawBufferPointer(rebasing: $0[sentCount...]))
      }
      switch outcome {
      case .moved(let count): sentCount += count
      case .blocked: return true
      case .ended, .failed: return false
      }
    }
    pending.removeAll(keepingCapacity: true)
    sentCount = 0
    return true
  }
}
