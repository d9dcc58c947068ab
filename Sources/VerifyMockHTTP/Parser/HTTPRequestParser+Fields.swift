extension HTTPRequestParser {
  mutating func scanFields() -> Event? {
    guard let base = buffer.base else { return .needMore }
    switch scanner.scan(base, available: buffer.count, limits: limits, into: &fields, record: true)
    {
    case .needMore: return .needMore
    case .refused(let reason): return refuse(reason)
    case .ended(let offset):
      cursor = offset
      bodyStart = offset
      bodyEnd = offset
      return endHead(base)
    }
  }

  /// Reads what the fields say about the message.
  private mutating func endHead(_ base: UnsafePointer<UInt8>) -> Event? {
    framing = HTTPFraming()
    if let reason = framing.read(fields, in: base, minorVersion: minorVersion) {
      return refuse(reason)
    }
    if let reason = hostRefusal(base) { return refuse(reason) }
    if framing.expectation == .unknown { return refuse(.unknownExpectation) }
    guard handsOutHeads, target.form == .absolute else { return startContent() }
    stage = .head
    return .head
  }

  /// Enters the content.
  mutating func startContent() -> Event? {
    // A CONNECT has no content: what follows its head belongs to the tunnel (RFC 9110 section 9.3.6).
    switch target.form == .authority ? .none : framing.length {
    case .none:
      stage = .complete
    case .fixed(let count):
      guard count <= limits.body else { return refuse(.bodyTooLarge) }
      bodyEnd = bodyStart + count
      stage = count == 0 ? .complete : .fixedBody
    case .chunked:
      chunks = HTTPChunkScanner(bodyLimit: limits.body)
      stage = .chunkedBody
    }
    // RFC 9110 section 10.1.1: no 100 for 1.0, nor when content is on its way or none is due.
    if stage != .complete, framing.expectation == .continue, minorVersion == 1,
      buffer.count == bodyStart
    {
      return .continueExpected
    }
    return nil
  }

  private mutating func hostRefusal(_ base: UnsafePointer<UInt8>) -> HTTPRefusal? {
    guard framing.hostIndex >= 0, let table = fields.storage else {
      // RFC 9112 section 3.2: required of 1.1, of 1.0 it is not.
      return minorVersion == 1 ? .missingHost : nil
    }
    guard let host = HTTPAuthority(table[framing.hostIndex].value(in: base)), !host.host.isEmpty
    else { return .invalidHost }
    return nil
  }

  mutating func awaitFixedBody() -> Event? {
    guard buffer.count >= bodyEnd else { return .needMore }
    cursor = bodyEnd
    stage = .complete
    return nil
  }

  mutating func scanChunks() -> Event? {
    guard let base = buffer.mutableBase else { return .needMore }
    let outcome = chunks.scan(
      base, from: &cursor, available: buffer.count, bodyEnd: &bodyEnd, limits: limits,
      trailers: &fields)
    switch outcome {
    case .refused(let reason): return refuse(reason)
    case .ended:
      stage = .complete
      return nil
    case .needMore:
      // Framing that was read makes room for what comes, so that tiny chunks fill no memory.
      if !chunks.isInTrailers {
        buffer.remove(from: bodyEnd, to: cursor)
        cursor = bodyEnd
      }
      return .needMore
    }
  }
}
