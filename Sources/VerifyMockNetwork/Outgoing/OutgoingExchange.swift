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
  /// Whether the poll still reports on its socket.
  var isWatched = true
  /// What is to be sent, from `sentCount` on.
  var output: [UInt8]
  private var sentCount = 0
  private(set) var totalSent = 0
  /// The other host takes nothing more.
  private var isOutputEnded = false
  var parser: HTTPResponseParser
  /// Whose request this is, if it is one that is passed on.
  let relay: Relay?

  /// Fails when the request can't be written as HTTP.
  init?(id: OutgoingID, request: OutgoingRequest, relay: Relay? = nil) {
    var message = request.message
    message.closesConnection = true
    var output: [UInt8] = []
    guard HTTPRequestSerializer.append(request: message, to: &output) else { return nil }
    self.id = id
    self.request = request
    target = "\(request.host):\(request.port)"
    self.output = output
    self.relay = relay
    parser = HTTPResponseParser(limits: request.limits, answersHead: message.method == "HEAD")
    parser.handsOutHeads = relay != nil
  }

  var token: UInt64 {
    PollToken(.outgoing, slot: Int(id.rawValue & 0xFFFF_FFFF), generation: attempt).rawValue
  }

  var isSent: Bool { sentCount == output.count }
  /// Whether more of the request's content can be sent.
  var takesContent: Bool { state == .exchanging && isSent && !isOutputEnded }

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
      case .moved(let count):
        sentCount += count
        totalSent += count
      case .blocked: return
      case .ended, .failed:
        sentCount = output.count
        isOutputEnded = true
      }
    }
    output.removeAll(keepingCapacity: relay != nil)
    sentCount = 0
  }

  /// Reads once into the parser.
  func fill(atLeast count: Int = 4096) -> ChannelOutcome {
    guard let channel else { return .failed }
    var outcome = ChannelOutcome.blocked
    _ = parser.receive(atLeast: count) { room in
      outcome = channel.receive(into: room)
      guard case .moved(let count) = outcome else { return 0 }
      return count
    }
    return outcome
  }

  /// What a connection that broke comes to.
  var failedResult: OutgoingResult {
    channel?.link?.failure.map { .unreachable($0.description) } ?? .reset
  }

  /// Reads what has come; the result once there is one.
  func receive() -> OutgoingResult? {
    while true {
      switch fill() {
      case .blocked: return nil
      case .failed: return failedResult
      case .ended: return result(of: parser.finish()) ?? .reset
      case .moved: if let result = result(of: parser.next()) { return result }
      }
    }
  }

  private func result(of event: HTTPResponseParser.Event) -> OutgoingResult? {
    switch event {
    case .needMore, .head: nil
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
