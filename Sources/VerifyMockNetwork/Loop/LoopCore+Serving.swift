import VerifyMockHTTP

extension LoopCore {
  /// How much of a batch of responses is gathered before it is sent.
  private static var batchSize: Int { 256 * 1024 }
  /// How many requests of one connection are answered before others have their turn.
  private static var turnLength: Int { 64 }
  /// How much a client may send ahead of an answer that comes later.
  private static var aheadSize: Int { 64 * 1024 }

  /// What every connection's buffer has for nothing: enough for usual requests, so that they are
  /// served whatever others do.
  private static var freeBuffer: Int { 16 * 1024 }

  /// Whether requests that have not come whole take more memory than they may.
  private var isOutOfRoom: Bool { bufferedBytes > configuration.maxBufferedBytes }

  /// Enters what a connection's buffer takes now into the sum of all.
  mutating func countBuffer(of connection: Connection) {
    let size = max(0, connection.parser.storageByteCount - Self.freeBuffer)
    if size == connection.bufferedBytes { return }
    bufferedBytes += size - connection.bufferedBytes
    connection.bufferedBytes = size
  }

  /// Handles an event of a connection.
  mutating func serve(_ event: PollEvent) {
    // It may have gone earlier in the same round.
    guard let connection = connections[token: event.token] else { return }
    if event.hasFailed, connection.interest.isEmpty { return drop(connection) }
    if connection.interest.contains(.write), event.isWritable || event.hasFailed {
      sendPending(connection)
      if connection.state == .closed { return }
    }
    if connection.interest.contains(.read), event.isReadable || event.hasFailed {
      read(connection)
    }
  }

  /// Reads what has come and answers the requests in it.
  mutating func read(_ connection: Connection) {
    switch connection.state {
    case .reading, .waiting: break
    case .relaying where wantsContent(of: connection): return carry(connection)
    case .relaying: break
    case .lingering, .stalled: return discard(connection)
    case .tunnelling: return carryFromClient(connection)
    case .finishing, .closed: return
    }
    // A full buffer is read again at once, but others are to have their turn as well.
    for _ in 0..<8 {
      let (outcome, isFull) = connection.fill()
      switch outcome {
      case .moved where isFull && connection.parser.bufferedByteCount < Self.aheadSize: continue
      case .moved: break
      case .blocked: break
      case .ended: connection.inputEnded = true
      case .failed: return breakOff(connection)
      }
      break
    }
    if connection.inputEnded, connection.channel.isHandshaking { return breakOff(connection) }
    countBuffer(of: connection)
    if connection.state == .reading { answer(connection) } else { update(connection) }
  }

  /// Answers the complete requests that have arrived, in order, and sends the answers as one.
  mutating func answer(_ connection: Connection) {
    var answered = 0
    reading: while connection.state == .reading, !connection.isBlocked {
      if answered == Self.turnLength {
        connection.hasMore = true
        unread.append(connection.token)
        break
      }
      switch connection.parser.next() {
      case .needMore:
        if connection.inputEnded {
          endOfInput(connection)
        } else if isOutOfRoom, connection.bufferedBytes > 0 {
          refuse(connection, .outOfRoom)
          connection.parser.abandon()
        }
        break reading
      case .continueExpected: output.append(contentsOf: Bytes(HTTPSerializer.continueResponse))
      case .head: passOn(connection)
      case .request:
        handle(connection)
        answered += 1
      case .refused(let refusal): refuse(connection, refusal)
      }
      if output.count > Self.batchSize { flush(connection) }
    }
    flush(connection)
    if connection.bufferedBytes > 0 {
      // An idle connection keeps no large buffer for its next request.
      connection.parser.releaseStorage()
      countBuffer(of: connection)
    }
    update(connection)
  }

  private mutating func handle(_ connection: Connection) {
    lastExchange &+= 1
    let exchange = ExchangeID(slot: connection.slot, serial: lastExchange)
    connection.hasServed = true
    connection.startsMessage = true
    // The parser reads on only after the answer, so that the request stays valid.
    let request = connection.parser.request
    connection.isHead = connection.parser.isHead
    connection.minorVersion = request.minorVersion
    connection.keepsAlive = request.keepsAlive
    // One large answer is no reason to hold on to its storage.
    if response.body.capacity > Self.batchSize { response = HTTPResponse() }
    response.reset()
    let disposition = app.handle(
      request, exchange: exchange, peer: connection.peer, context: &context, response: &response)
    switch disposition {
    case .reply: writeResponse(to: connection)
    case .replyAfter(let delay, let fault):
      connection.exchange = exchange
      connection.state = .waiting
      connection.held = (response, fault)
      timers.add(.answer(exchange), at: context.now.advanced(by: delay))
    case .fault(let fault): commit(fault, on: connection)
    case .later:
      connection.exchange = exchange
      connection.state = .waiting
      connection.isPromised = true
    case .tunnel(.here(let security)): answerInside(connection, security)
    case .tunnel(.elsewhere(let host, let port, let reach)):
      startTunnel(connection, host: host, port: port, reach)
    }
  }

  mutating func refuse(_ connection: Connection, _ refusal: HTTPRefusal) {
    response.refuse(refusal)
    let request = connection.parser.partialRequest
    app.refused(
      refusal, request: request, peer: connection.peer, context: &context, response: &response)
    response.closesConnection = true
    connection.isHead = connection.parser.isHead
    writeResponse(to: connection)
  }

  /// Makes `response` an answer of the loop itself; the connection ends with it.
  mutating func refuse(_ refusal: LoopRefusal) {
    response.reset()
    app.describe(refusal, in: &response)
    response.status = refusal.status
    if refusal == .tooManyConnections { response.setField(.retryAfter, "1") }
    response.closesConnection = true
  }

  /// The client has closed its side between two requests, or in the middle of one.
  private mutating func endOfInput(_ connection: Connection) {
    if connection.parser.phase == .idle {
      connection.state = .finishing
    } else {
      refuse(connection, .truncated)
    }
  }

  /// Adds `response` to the batch.
  mutating func writeResponse(to connection: Connection) {
    let keepsAlive = connection.keepsAlive && !response.closesConnection && !isStopping
    HTTPSerializer.append(
      response: response, to: &output, isHead: connection.isHead, keepAlive: keepsAlive,
      minorVersion: connection.minorVersion, date: date)
    if !keepsAlive { connection.state = .finishing }
  }

  private mutating func commit(_ fault: ConnectionFault, on connection: Connection) {
    switch fault {
    case .reset:
      flush(connection)
      if connection.state != .closed { drop(connection, resets: true) }
    case .close: connection.state = .finishing
    case .stall: connection.state = .stalled
    case .garbage:
      output.append(contentsOf: Bytes("\u{7}<<< this is not HTTP >>>\r\n\r\n"))
      connection.state = .finishing
    case .truncate:
      let start = output.count
      writeResponse(to: connection)
      // Half of the content when there is any, so that the fields are whole.
      let content = connection.isHead ? 0 : response.body.count
      let cut = content > 1 ? content / 2 : (output.count - start) / 2
      output.removeLast(cut)
      connection.state = .finishing
    }
  }

  /// Sends a response whose delay is over, and goes on with the requests behind it.
  mutating func answerHeld(_ exchange: ExchangeID) {
    guard let connection = connections[exchange: exchange], let held = connection.held else {
      return
    }
    connection.endExchange()
    response = held.response
    if let fault = held.fault {
      commit(fault, on: connection)
    } else {
      writeResponse(to: connection)
    }
    answer(connection)
  }

  /// Sends the response that the application promised.
  mutating func complete(_ exchange: ExchangeID, _ response: HTTPResponse) {
    guard let connection = connections[exchange: exchange], connection.isPromised else { return }
    connection.endExchange()
    self.response = response
    writeResponse(to: connection)
    answer(connection)
  }

  /// Sets the events to watch and the deadline, from what the connection is doing.
  mutating func update(_ connection: Connection) {
    var interest: PollInterest = connection.isBlocked ? .write : []
    switch connection.state {
    case .closed: return
    case .finishing:
      if !connection.isBlocked { return linger(connection) }
    case .reading:
      if isStopping, !connection.isBlocked, !connection.hasMore { return drop(connection) }
      if !connection.isBlocked, !connection.inputEnded { interest.insert(.read) }
    case .relaying where wantsContent(of: connection):
      if !connection.inputEnded { interest.insert(.read) }
    case .waiting, .relaying:
      let hasRoom = connection.parser.bufferedByteCount < Self.aheadSize && !isOutOfRoom
      if hasRoom, !connection.isBlocked, !connection.inputEnded { interest.insert(.read) }
    case .stalled, .lingering: interest.insert(.read)
    case .tunnelling: return updateTunnel(connection)
    }
    if connection.channel.hasUnread, interest.contains(.read) { unread.append(connection.token) }
    watch(connection, for: interest)
    setDeadline(of: connection)
  }

  mutating func watch(_ connection: Connection, for interest: PollInterest) {
    if connection.interest == interest { return }
    connection.interest = interest
    poll.change(
      connection.channel.socket.descriptor, token: connection.token, interest: interest)
  }
}
