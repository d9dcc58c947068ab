import VerifyMockJSON

/// Reads the responses that come back on one connection, split anywhere.
///
/// Interim responses (1xx) are passed over. As strict as the request parser: an answer that can't
/// be framed beyond doubt is refused. [RFC 9112](https://www.rfc-editor.org/rfc/rfc9112).
package struct HTTPResponseParser: ~Copyable, @unchecked Sendable {
  package enum Event: Equatable, Sendable {
    case needMore
    /// The fields of a final response are complete; said in place of `response` where
    /// ``handsOutHeads`` asks for it. ``takeContent(_:)`` has the content.
    case head(HTTPReceivedResponse, HTTPMessageLength)
    /// A final response is complete.
    case response(HTTPReceivedResponse)
    /// The bytes are no acceptable response: close. Said from then on.
    case refused(HTTPRefusal)
  }

  private enum Stage {
    case statusLine, fields, fixedBody, chunkedBody, closedBody, passing, refused
  }

  package let limits: HTTPLimits
  /// Whether the request was a HEAD, whose answer has no content; set it before each answer.
  package var answersHead: Bool
  /// Whether responses are handed out before their content has come; its size has no limit then.
  package var handsOutHeads = false
  /// Whether the connection can be used again after the response that came out last.
  package private(set) var keepsAlive = false

  private var buffer = HTTPInputBuffer()
  private var stage = Stage.statusLine
  private var cursor = 0
  private var status = 0
  private var minorVersion = 1
  private var reason = (0, 0)
  private var scanner = HTTPFieldScanner()
  private var fields = HTTPFieldTable()
  private var framing = HTTPFraming()
  private var bodyStart = 0
  private var bodyEnd = 0
  private var chunks = HTTPChunkScanner()
  private var content = HTTPContentReader(.none)
  private var refusal = HTTPRefusal.malformedStatusLine

  package init(limits: HTTPLimits = HTTPLimits(), answersHead: Bool = false) {
    self.limits = limits
    self.answersHead = answersHead
  }

  /// How many bytes wait that belong to no response handed out yet.
  package var bufferedByteCount: Int { buffer.count }

  /// Adds bytes that have arrived; after a refusal they are dropped.
  package mutating func append(_ bytes: UnsafeRawBufferPointer) {
    if stage != .refused { buffer.append(bytes) }
  }

  /// Adds received bytes.
  package mutating func append(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { append($0) }
  }

  /// Lets `read` put bytes into the buffer itself; see ``HTTPRequestParser/receive(atLeast:_:)``.
  package mutating func receive(
    atLeast count: Int = 4096, _ read: (UnsafeMutableRawBufferPointer) -> Int
  ) -> Int {
    let result = read(buffer.room(for: count))
    if stage != .refused { buffer.commit(result) }
    return result
  }

  /// Reads on and says what the bytes so far amount to.
  package mutating func next() -> Event {
    while true {
      let event: Event?
      switch stage {
      case .statusLine: event = scanStatusLine()
      case .fields: event = scanFields()
      case .fixedBody: event = buffer.count >= bodyEnd ? complete(at: bodyEnd) : .needMore
      case .chunkedBody: event = scanChunks()
      case .closedBody:
        event = buffer.count - bodyStart > limits.body ? refuse(.bodyTooLarge) : .needMore
      case .passing: event = .needMore
      case .refused: event = .refused(refusal)
      }
      if let event { return event }
    }
  }

  /// Hands out what has come of the content of a response whose head was handed out; at its end,
  /// ``next()`` goes to the next response.
  ///
  /// - Parameter isAtEnd: whether the server has closed, so that nothing more will come.
  package mutating func takeContent(
    isAtEnd: Bool, _ handOut: (Bytes) -> Void
  ) -> HTTPContentEvent {
    switch stage {
    case .passing: break
    case .refused: return .refused(refusal)
    default: return .ended
    }
    var event = content.take(from: &buffer, limits: limits, trailers: &fields, handOut)
    if event == .needMore, isAtEnd {
      event = content.endsWithConnection ? .ended : .refused(.truncated)
    }
    switch event {
    case .needMore: break
    case .ended: reset(after: 0)
    case .refused(let reason): _ = refuse(reason)
    }
    return event
  }

  /// Says what the bytes amount to now that the server has closed: content without a length is
  /// complete, anything else that has begun is truncated; `needMore` when nothing had come.
  package mutating func finish() -> Event {
    let event = next()
    guard event == .needMore else { return event }
    if stage == .closedBody { return complete(at: buffer.count) }
    return stage == .statusLine && buffer.count == 0 ? .needMore : refuse(.truncated)
  }

  private mutating func refuse(_ reason: HTTPRefusal) -> Event {
    stage = .refused
    refusal = reason
    keepsAlive = false
    return .refused(reason)
  }

  /// `HTTP-version SP status-code SP [ reason-phrase ]`; the last space may be missing.
  private mutating func scanStatusLine() -> Event? {
    guard let base = buffer.base else { return .needMore }
    let expected: StaticString = "HTTP/1.1 "
    let end = min(buffer.count, limits.requestLine + 2)
    var i = cursor
    defer { cursor = i }
    while i < end {
      let byte = base[i]
      switch i {
      case 7 where ASCII.isDigit(byte): minorVersion = byte == 0x30 ? 0 : 1
      case 0..<9:
        guard byte == expected.utf8Start[i] else { return refuse(.malformedStatusLine) }
      case 9..<12:
        guard ASCII.isDigit(byte) else { return refuse(.malformedStatusLine) }
        status = (i == 9 ? 0 : status * 10) + Int(byte - 0x30)
      default:
        if byte == 0x0D {
          guard i + 1 < end else { return pause(end) }
          guard base[i + 1] == 0x0A else { return refuse(.malformedStatusLine) }
          guard (100...599).contains(status) else { return refuse(.malformedStatusLine) }
          reason = (min(13, i), i)
          i += 2
          scanner = HTTPFieldScanner(at: i)
          fields.removeAll()
          stage = .fields
          return nil
        }
        let isAllowed = i == 12 ? byte == 0x20 : ByteClass.isFieldValue(byte)
        guard isAllowed else { return refuse(.malformedStatusLine) }
      }
      i += 1
    }
    return pause(end)
  }

  private mutating func pause(_ end: Int) -> Event {
    end == limits.requestLine + 2 ? refuse(.malformedStatusLine) : .needMore
  }

  private mutating func scanFields() -> Event? {
    guard let base = buffer.base else { return .needMore }
    switch scanner.scan(
      base, available: buffer.count, limits: limits, into: &fields, record: true)
    {
    case .needMore: return .needMore
    case .refused(let reason): return refuse(reason)
    case .ended(let offset): return startBody(base, at: offset)
    }
  }

  private mutating func startBody(_ base: UnsafePointer<UInt8>, at offset: Int) -> Event? {
    cursor = offset
    bodyStart = offset
    bodyEnd = offset
    framing = HTTPFraming()
    if let problem = framing.read(fields, in: base, minorVersion: minorVersion) {
      return refuse(problem)
    }
    if status == 101 { return refuse(.malformedStatusLine) }
    if status < 200 {
      reset(after: offset)
      return nil
    }
    if handsOutHeads { return handOutHead() }
    if answersHead || status == 204 || status == 304 { return complete(at: offset) }
    switch framing.length {
    case .none: stage = .closedBody
    case .chunked:
      chunks = HTTPChunkScanner(bodyLimit: limits.body)
      stage = .chunkedBody
    case .fixed(let count):
      guard count <= limits.body else { return refuse(.bodyTooLarge) }
      bodyEnd = offset + count
      stage = .fixedBody
    }
    return nil
  }

  private mutating func handOutHead() -> Event {
    let hasContent = !answersHead && status != 204 && status != 304
    let length: HTTPMessageLength =
      switch framing.length {
      case .none: .unknown
      case .fixed(let count): .fixed(count)
      case .chunked: .chunked
      }
    let event = Event.head(head, length)
    content = HTTPContentReader(
      hasContent ? framing.length : .none, endsWithConnection: hasContent)
    buffer.drop(bodyStart)
    stage = .passing
    return event
  }

  private mutating func scanChunks() -> Event? {
    guard let base = buffer.mutableBase else { return .needMore }
    switch chunks.scan(
      base, from: &cursor, available: buffer.count, bodyEnd: &bodyEnd, limits: limits,
      trailers: &fields)
    {
    case .refused(let reason): return refuse(reason)
    case .ended: return complete(at: cursor)
    case .needMore:
      if !chunks.isInTrailers {
        buffer.remove(from: bodyEnd, to: cursor)
        cursor = bodyEnd
      }
      return .needMore
    }
  }

  private mutating func complete(at end: Int) -> Event {
    guard let base = buffer.base else { return .needMore }
    if stage == .closedBody { bodyEnd = end }
    keepsAlive =
      stage != .closedBody && !framing.closes && (minorVersion == 1 || framing.keepsAlive)
    var response = head
    response.body = Array(Bytes(start: base + bodyStart, count: bodyEnd - bodyStart))
    reset(after: end)
    return .response(response)
  }

  /// What is known of the response that is being read, without content.
  package var head: HTTPReceivedResponse {
    var response = HTTPReceivedResponse(
      status: status, minorVersion: minorVersion, reason: [], fields: [], body: [])
    guard let base = buffer.base else { return response }
    response.reason = Array(Bytes(start: base + reason.0, count: reason.1 - reason.0))
    guard let table = fields.storage else { return response }
    response.fields.reserveCapacity(fields.count)
    for i in 0..<fields.count {
      response.fields.append(
        .init(name: Array(table[i].name(in: base)), value: Array(table[i].value(in: base))))
    }
    return response
  }

  private mutating func reset(after end: Int) {
    buffer.drop(end)
    cursor = 0
    status = 0
    minorVersion = 1
    stage = .statusLine
  }
}
