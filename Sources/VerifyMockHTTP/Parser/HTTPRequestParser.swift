/// Reads the requests of one connection from bytes that may arrive split anywhere.
///
/// What ``next()`` says is a function of the bytes so far, never of how they were split. Scanning
/// resumes where it stopped, storage is used again, and a request in steady state allocates
/// nothing. Requests that follow one another in one piece (pipelining) come out in order.
/// [RFC 9112](https://www.rfc-editor.org/rfc/rfc9112).
package struct HTTPRequestParser: ~Copyable, @unchecked Sendable {
  /// What the bytes so far amount to.
  package enum Event: Equatable, Sendable {
    /// The message is not complete; ask again after more bytes.
    case needMore
    /// The client waits for `100 Continue` before it sends the content; said once per request.
    case continueExpected
    /// A request is complete: see ``request``.
    case request
    /// The bytes are no acceptable request: answer the status and close. Said from then on.
    case refused(HTTPRefusal)
  }

  /// What a deadline has to measure.
  package enum Phase: Equatable, Sendable {
    /// Between requests, with nothing of the next one here.
    case idle
    /// Within a request line or the fields.
    case head
    /// Within content.
    case body
    /// A request is complete and not yet passed over by ``next()``.
    case complete
    case refused
  }

  enum Stage: UInt8 {
    case start, method, target, version, fields, fixedBody, chunkedBody, complete, refused
  }

  package let limits: HTTPLimits
  /// Whether the connection is over TLS; requests are told so.
  package var isSecure = false

  // All offsets below count from the first byte of the message.
  var buffer = HTTPInputBuffer()
  var stage = Stage.start
  var cursor = 0
  var emptyLines = 0
  var methodEnd = 0
  var targetEnd = 0
  var minorVersion = 1
  var target = HTTPTarget()
  var scanner = HTTPFieldScanner()
  var fields = HTTPFieldTable()
  var framing = HTTPFraming()
  var bodyStart = 0
  var bodyEnd = 0
  var chunks = HTTPChunkScanner()
  var refusal = HTTPRefusal.malformedMethod

  package init(limits: HTTPLimits = HTTPLimits()) {
    self.limits = limits
  }

  /// Reads on and says what the bytes so far amount to; after a request, goes to the next.
  package mutating func next() -> Event {
    if stage == .complete { passOver() }
    while true {
      let event: Event?
      switch stage {
      case .start: event = skipEmptyLines()
      case .method: event = scanMethod()
      case .target: event = scanTarget()
      case .version: event = scanVersion()
      case .fields: event = scanFields()
      case .fixedBody: event = awaitFixedBody()
      case .chunkedBody: event = scanChunks()
      case .complete: event = .request
      case .refused: event = .refused(refusal)
      }
      if let event { return event }
    }
  }

  // The getters below mutate in name only: reading from a value that can't be copied, where it lies
  // in an object, would move all of its bytes to the stack and back.

  /// Whether the answer to this request has no content because it is a HEAD.
  package var isHead: Bool {
    mutating get { stage.rawValue > Stage.method.rawValue && method.equals("HEAD") }
  }

  /// Where the message stands.
  package var phase: Phase {
    mutating get {
      switch stage {
      case .start: buffer.count == 0 ? .idle : .head
      case .method, .target, .version, .fields: .head
      case .fixedBody, .chunkedBody: .body
      case .complete: .complete
      case .refused: .refused
      }
    }
  }

  /// How many bytes wait that belong to no request handed out yet, or to the one being read.
  package var bufferedByteCount: Int {
    mutating get { buffer.count - (stage == .complete ? cursor : 0) }
  }

  /// How much memory the buffer takes.
  package var storageByteCount: Int {
    mutating get { buffer.capacity }
  }

  /// Whether the connection may serve another request after this one (RFC 9112 section 9.3).
  var keepsAlive: Bool {
    if framing.closes || target.form == .authority { return false }
    return minorVersion == 1 || framing.keepsAlive
  }

  mutating func refuse(_ reason: HTTPRefusal) -> Event {
    stage = .refused
    refusal = reason
    return .refused(reason)
  }

  private mutating func passOver() {
    buffer.drop(cursor)
    stage = .start
    cursor = 0
    emptyLines = 0
    methodEnd = 0
    minorVersion = 1
    fields.removeAll()
  }
}
