package import VerifyMockHTTP

/// What an application may ask of the loop that calls it; valid during the call.
package struct LoopContext {
  /// The moment at which the loop woke.
  package internal(set) var now: MonotonicTime
  /// The same moment as nanoseconds since 1970, UTC.
  package internal(set) var wallNow: Int64
  /// Where the loop listens.
  package internal(set) var addresses: [SocketAddress]

  /// What has become of connections since the start.
  package internal(set) var connections = ConnectionCounts()

  var completions: [(exchange: ExchangeID, response: HTTPResponse)] = []
  var requests: [(id: OutgoingID, request: OutgoingRequest)] = []
  private var lastOutgoing: UInt64 = 0

  init(addresses: [SocketAddress]) {
    now = .now()
    wallNow = MonotonicTime.wallNow()
    self.addresses = addresses
  }

  /// Whether the application has asked for something that is not done yet.
  var hasWork: Bool { !completions.isEmpty || !requests.isEmpty }

  /// Sends the answer of an exchange that was to come later; nothing happens when it has ended.
  package mutating func complete(_ exchange: ExchangeID, _ response: HTTPResponse) {
    completions.append((exchange, response))
  }

  /// Sends a request; ``Application/outgoingEnded(_:result:context:)`` says how it ended.
  package mutating func send(_ request: OutgoingRequest) -> OutgoingID {
    let id = makeOutgoingID()
    requests.append((id, request))
    return id
  }

  mutating func makeOutgoingID() -> OutgoingID {
    lastOutgoing += 1
    return OutgoingID(rawValue: lastOutgoing)
  }

  mutating func readClocks() {
    now = .now()
    wallNow = MonotonicTime.wallNow()
  }
}

/// What has become of a loop's connections since its start.
package struct ConnectionCounts: Sendable {
  /// Those that are there now, the refused ones included until they have closed.
  package internal(set) var open = 0
  package internal(set) var accepted = 0
  /// Those that were refused because there were too many.
  package internal(set) var refused = 0
  /// Those whose message took too long to arrive, or whose client took too long to read.
  package internal(set) var timedOut = 0
  /// Those that ended before their TLS was agreed on.
  package internal(set) var handshakesFailed = 0
}
