import VerifyMockHTTP
import VerifyMockTLS

/// One outgoing request on its way.
final class OutgoingExchange {
  enum State { case resolving, connecting, exchanging }

  let id: OutgoingID
  let request: OutgoingRequest
  let target: String
  var state = State.resolving
  var hasBegun = false
  /// Addresses not tried yet, the next one last.
  var addresses: [SocketAddress] = []
  /// What came of those tried.
  var failure = OutgoingResult.refused
  var channel: Channel?
  var attempt: UInt32 = 0
  var interest = PollInterest.write
  let output: [UInt8]
  var sentCount = 0
  var parser: HTTPResponseParser

  /// Fails when the request can't be written as HTTP.
  init?(id: OutgoingID, request: OutgoingRequest) {
    var message = request.message
    message.closesConnection = true
    var output: [UInt8] = []
    guard HTTPRequestSerializer.append(request: message, to: &output) else { return nil }
    self.id = id
    self.request = request
    target = "\(request.host):\(request.port)"
    self.output = output
    parser = HTTPResponseParser(limits: request.limits, answersHead: message.method == "HEAD")
  }

  var token: UInt64 {
    PollToken(.outgoing, slot: Int(id.rawValue & 0xFFFF_FFFF), generation: attempt).rawValue
  }

  var isSent: Bool { sentCount == output.count }

  /// Whether it waits for the socket to take something.
  var hasToWrite: Bool {
    guard let channel, channel.link != nil else { return !isSent }
    return channel.isBlocked || !isSent && !channel.isHandshaking
  }

  /// Sends what goes without waiting. A server that does not want the rest may have answered, so
  /// a failure only ends the sending.
  func send() {
    guard let channel else { return }
    while !isSent {
      let outcome = output.withUnsafeBytes { bytes in
        channel.send(UnsafeRawBufferPointer(rebasing: bytes[sentCount...]))
      }
      switch outcome {
      case .moved(let count): sentCount += count
      case .blocked: return
      case .ended, .failed: sentCount = output.count
      }
    }
  }

  /// Reads what has come; the result once there is one.
  func receive() -> OutgoingResult? {
    guard let channel else { return .reset }
    while true {
      var outcome = ChannelOutcome.blocked
      _ = parser.receive { room in
        outcome = channel.receive(into: room)
        guard case .moved(let count) = outcome else { return 0 }
        return count
      }
      switch outcome {
      case .blocked: return nil
      case .failed:
        return channel.link?.failure.map { .unreachable($0.description) } ?? .reset
      case .ended: return result(of: parser.finish()) ?? .reset
      case .moved: if let result = result(of: parser.next()) { return result }
      }
    }
  }

  private func result(of event: HTTPResponseParser.Event) -> OutgoingResult? {
    switch event {
    case .needMore: nil
    case .response(let response): .answered(response)
    case .refused(.truncated): .reset
    case .refused(.bodyTooLarge) where !request.wantsBody: .answered(parser.head)
    case .refused(let refusal): .badResponse(refusal)
    }
  }
}

/// The requests to one target: how many are under way, and who waits.
struct OutgoingLine {
  /// How many go at a time: a target that stalls takes neither all descriptors nor the turn of
  /// other targets.
  static let room = 64

  var running = 0
  var waiting: [OutgoingID] = []
  /// Whether a waiting request is just being started.
  var isMoving = false
  private var head = 0

  var hasRoom: Bool { running < Self.room }
  var isEmpty: Bool { running == 0 && head == waiting.count && !isMoving }

  /// The one that has waited longest, once there is room.
  mutating func next() -> OutgoingID? {
    guard !isMoving, hasRoom, head < waiting.count else { return nil }
    defer {
      head += 1
      if head == waiting.count {
        waiting = []
        head = 0
      }
    }
    return waiting[head]
  }
}
