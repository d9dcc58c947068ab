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
    /// The fields of a request are complete: see ``request``, which has no content yet. Said once,
    /// where ``handsOutHeads`` asks for it; ``next()`` then waits for the content, unless
    /// ``passContent()`` has it handed out in pieces.
    case head
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
    case start, method, target, version, fields, head, fixedBody, chunkedBody, passing, complete
    case refused
  }

  package let limits: HTTPLimits
  /// Whether the connection is over TLS; requests are told so.
  package var isSecure = false
  /// Whether requests to a proxy, which have a target in absolute form, are handed out before their
  /// content has come.
  package var handsOutHeads = false

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
  var content = HTTPContentReader(.none)
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
      case .head: event = startContent()
      case .fixedBody: event = awaitFixedBody()
      case .chunkedBody: event = scanChunks()
      case .passing: event = .needMore
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
      case .head, .fixedBody, .chunkedBody, .passing: .body
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

/// How large a message may be before it is refused; every count is in bytes unless it says otherwise.
package struct HTTPLimits: Sendable, Equatable {
  /// The request line without its line end; longer is 414, or 501 when the method alone fills it.
  package var requestLine = 8 * 1024
  /// All field lines of a head, and those of a trailer section; more is 431.
  package var fieldSection = 32 * 1024
  /// Field lines in a section; more is 431.
  package var fieldCount = 100
  /// The content, decoded; more is 413, said before it is read.
  package var body = 1024 * 1024
  /// All chunk extensions of one message; more is 413.
  package var chunkExtensions = 4 * 1024
  /// Empty lines ignored before a request line (RFC 9112 section 2.2: at least one).
  package var leadingEmptyLines = 4

  package init() {}
}

extension HTTPRequestParser {
  /// Adds bytes that have arrived; after a refusal they are dropped.
  package mutating func append(_ bytes: UnsafeRawBufferPointer) {
    if stage != .refused { buffer.append(bytes) }
  }

  /// Adds received bytes.
  package mutating func append(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { append($0) }
  }

  /// Lets `read` put bytes into the buffer itself, which saves a copy.
  ///
  /// `read` gets at least `count` bytes of room and returns how many it filled, or a number below
  /// one for none; that number is the result, as of `recv`.
  package mutating func receive(
    atLeast count: Int = 4096, _ read: (UnsafeMutableRawBufferPointer) -> Int
  ) -> Int {
    let result = read(buffer.room(for: count))
    if stage != .refused { buffer.commit(result) }
    return result
  }

  /// Takes out what came behind the complete request: after a CONNECT it is no HTTP.
  package mutating func takeRest() -> [UInt8] {
    guard stage == .complete, let base = buffer.base, buffer.count > cursor else { return [] }
    let rest = Array(UnsafeBufferPointer(start: base + cursor, count: buffer.count - cursor))
    buffer.remove(from: cursor, to: buffer.count)
    return rest
  }

  /// What the content of the request that ``next()`` has just handed out as a head is framed by.
  package var contentLength: HTTPMessageLength {
    mutating get {
      switch framing.length {
      case .none: .ofBody
      case .fixed(let count): .fixed(count)
      case .chunked: .chunked
      }
    }
  }

  /// Whether the client of that request waits for `100 Continue`.
  package var awaitsContinue: Bool {
    mutating get {
      framing.expectation == .continue && minorVersion == 1 && framing.length != .none
        && framing.length != .fixed(0) && buffer.count == bodyStart
    }
  }

  /// Has the content of that request handed out by ``takeContent(_:)``; its size has no limit.
  ///
  /// The request is not valid any more.
  package mutating func passContent() {
    guard stage == .head else { return }
    content = HTTPContentReader(framing.length)
    buffer.drop(bodyStart)
    methodEnd = 0
    cursor = 0
    bodyStart = 0
    bodyEnd = 0
    stage = .passing
  }

  /// Hands out what has come of the content since ``passContent()``; at its end, ``next()`` goes to
  /// the next request.
  package mutating func takeContent(_ handOut: (Bytes) -> Void) -> HTTPContentEvent {
    switch stage {
    case .passing: break
    case .refused: return .refused(refusal)
    default: return .ended
    }
    let event = content.take(from: &buffer, limits: limits, trailers: &fields, handOut)
    switch event {
    case .needMore: break
    case .ended: stage = .complete
    case .refused(let reason): _ = refuse(reason)
    }
    return event
  }

  /// Gives up the message that is being read, and its memory; what still comes is dropped.
  package mutating func abandon() {
    if stage != .refused { refusal = .outOfRoom }
    stage = .refused
    buffer.drop(buffer.count)
    buffer.release()
    fields.release()
  }

  /// Gives the memory back when nothing is buffered, so that an idle connection holds none.
  package mutating func releaseStorage() {
    guard stage == .start, buffer.count == 0 else { return }
    buffer.release()
    fields.release()
  }
}

extension HTTPRequestParser {
  /// The method as far as it is known.
  var method: Bytes { part(0, methodEnd) }

  /// The request that is complete, as runs of bytes in this buffer: valid until the parser
  /// reads on. Empty unless ``next()`` has just returned `request`.
  package var request: HTTPRequestView {
    mutating get { makeView() }
  }

  private mutating func makeView() -> HTTPRequestView {
    guard stage == .complete || stage == .head else { return Self.emptyView }
    var path = part(target.pathStart, target.pathEnd)
    if path.isEmpty, target.form == .absolute {
      // RFC 9112 section 3.2.4: OPTIONS without path and query is of the server as a whole.
      path = Bytes(target.question < 0 && method.equals("OPTIONS") ? "*" : "/")
    }
    let hasAuthority = target.form == .absolute || target.form == .authority
    return HTTPRequestView(
      method: method,
      target: part(methodEnd + 1, targetEnd),
      path: path,
      query: target.question < 0 ? nil : part(target.question + 1, targetEnd),
      authority: hasAuthority ? part(target.authorityStart, target.authorityEnd) : nil,
      isSecure: target.form == .absolute ? target.isSecure : isSecure,
      minorVersion: minorVersion,
      keepsAlive: keepsAlive,
      fieldCount: fields.count,
      body: part(bodyStart, bodyEnd),
      base: buffer.base,
      fields: fields.storage.map { UnsafePointer($0) })
  }

  /// What was read of a message that was refused, or is not complete: the method, the target and
  /// the field lines as far as they are known, and no content. Valid as long as ``request`` is.
  package var partialRequest: HTTPRequestView {
    mutating get { makePartialView() }
  }

  private mutating func makePartialView() -> HTTPRequestView {
    var view = Self.emptyView
    guard methodEnd > 0 else { return view }
    view.method = method
    guard targetEnd > methodEnd else { return view }
    view.target = part(methodEnd + 1, targetEnd)
    guard fields.count > 0, let base = buffer.base else { return view }
    return HTTPRequestView(
      method: view.method, target: view.target, path: .none, query: nil, authority: nil,
      isSecure: isSecure, minorVersion: minorVersion, keepsAlive: false,
      fieldCount: fields.count, body: .none, base: base,
      fields: fields.storage.map { UnsafePointer($0) })
  }

  private static var emptyView: HTTPRequestView {
    HTTPRequestView(
      method: .none, target: .none, path: .none, query: nil, authority: nil, isSecure: false,
      minorVersion: 1, keepsAlive: false, fieldCount: 0, body: .none, base: nil, fields: nil)
  }

  private func part(_ from: Int, _ to: Int) -> Bytes {
    guard let base = buffer.base else { return .none }
    return Bytes(start: base + from, count: to - from)
  }
}
