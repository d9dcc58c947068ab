import VerifyMockHTTP

// Requests that are passed on to another host. Of each side only as much is read as the other takes.
extension LoopCore {
  /// How often one side is read before others have their turn.
  private static var turns: Int { 8 }
  /// How much is read at a time.
  static var pieceSize: Int { 16 * 1024 }

  /// Passes a request on whose head has come, if the application says where to; else its content is
  /// waited for.
  mutating func passOn(_ connection: Connection) {
    let head = connection.parser.request
    guard var request = app.passes(head, peer: connection.peer, context: &context) else { return }
    lastExchange &+= 1
    connection.hasServed = true
    connection.startsMessage = true
    connection.isHead = connection.parser.isHead
    connection.minorVersion = head.minorVersion
    request.message.length = connection.parser.contentLength
    let relay = Relay(
      client: connection, keepsAlive: head.keepsAlive,
      isChunked: request.message.length == .chunked,
      owesContinue: connection.parser.awaitsContinue, now: context.now)
    connection.parser.passContent()
    connection.state = .relaying
    let id = context.makeOutgoingID()
    connection.relay = id
    guard let exchange = OutgoingExchange(id: id, request: request, relay: relay) else {
      return answer(relay, insteadOf: .unsendable)
    }
    start(exchange)
  }

  /// Handles an event of the other host's connection.
  mutating func advance(_ exchange: OutgoingExchange, _ relay: Relay, _ event: PollEvent) {
    if event.hasFailed, exchange.interest.isEmpty, let channel = exchange.channel {
      // What came before is read once the client takes it; until then nothing else is reported.
      exchange.isWatched = false
      return poll.remove(channel.socket.descriptor)
    }
    carryRequest(exchange, relay)
    guard outgoing[exchange.id] != nil else { return }
    if event.isReadable || event.hasFailed { carryAnswer(exchange, relay) }
    guard outgoing[exchange.id] != nil else { return }
    // What was read may have been the end of the handshake.
    if exchange.channel?.link != nil { carryRequest(exchange, relay) }
    guard outgoing[exchange.id] != nil else { return }
    updateRelay(exchange, relay)
    update(relay.client)
  }

  /// Goes on after the client has sent something, or taken something.
  mutating func carry(_ connection: Connection) {
    guard let exchange = relayed(connection), let relay = exchange.relay else {
      return update(connection)
    }
    relay.lastProgress = context.now
    carryRequest(exchange, relay)
    guard connection.state == .relaying else { return }
    carryAnswer(exchange, relay)
    guard connection.state == .relaying else { return }
    updateRelay(exchange, relay)
    update(connection)
  }

  private func relayed(_ connection: Connection) -> OutgoingExchange? {
    connection.relay.flatMap { outgoing[$0] }
  }

  /// Whether there is content to be read from a client whose request is passed on.
  func wantsContent(of connection: Connection) -> Bool {
    guard let exchange = relayed(connection), let relay = exchange.relay else { return false }
    return exchange.takesContent && !relay.isContentEnded
  }

  /// Sends the request as far as the host takes it, and reads on what the client has sent of it.
  private mutating func carryRequest(_ exchange: OutgoingExchange, _ relay: Relay) {
    guard exchange.state == .exchanging, exchange.channel?.isHandshaking == false else {
      return exchange.send()
    }
    let client = relay.client
    if relay.owesContinue {
      relay.owesContinue = false
      output.append(contentsOf: Bytes(HTTPSerializer.continueResponse))
      flush(client)
      if client.state == .closed { return }
    }
    defer { if client.state == .relaying { countBuffer(of: client) } }
    var turn = 0
    while true {
      let before = exchange.totalSent
      exchange.send()
      if exchange.totalSent != before { relay.lastProgress = context.now }
      guard exchange.takesContent, !relay.isContentEnded else { return }
      let event = client.parser.takeContent { bytes in
        relay.isChunked
          ? HTTPChunk.append(bytes, to: &exchange.output)
          : exchange.output.append(contentsOf: bytes)
      }
      switch event {
      case .ended:
        relay.isContentEnded = true
        if relay.isChunked { exchange.output.append(contentsOf: Bytes(HTTPChunk.last)) }
        continue
      case .refused(let refusal): return refuseContent(exchange, relay, refusal)
      case .needMore where !exchange.isSent: continue
      case .needMore where client.inputEnded: return refuseContent(exchange, relay, .truncated)
      // What was read is carried on before others have their turn: no event would bring it back.
      case .needMore where turn == Self.turns: return
      case .needMore: turn += 1
      }
      switch client.fill(atLeast: Self.pieceSize).outcome {
      case .moved: relay.lastProgress = context.now
      case .blocked: return
      case .ended: client.inputEnded = true
      case .failed: return breakOff(client)
      }
    }
  }

  /// Reads the answer as far as the client takes it.
  private mutating func carryAnswer(_ exchange: OutgoingExchange, _ relay: Relay) {
    guard exchange.state == .exchanging else { return }
    let client = relay.client
    var turn = 0
    while !client.isBlocked, let channel = exchange.channel {
      // What TLS has read already is reported by no event.
      guard turn < Self.turns || channel.hasUnread else { return }
      turn += 1
      let outcome = exchange.fill(atLeast: Self.pieceSize)
      switch outcome {
      case .blocked: return
      case .failed: return end(exchange, exchange.failedResult)
      case .moved, .ended: relay.lastProgress = context.now
      }
      let isAtEnd = outcome == .ended
      if !relay.hasAnswered {
        switch isAtEnd ? exchange.parser.finish() : exchange.parser.next() {
        case .head(let head, let length): writeHead(head, length, relay)
        case .needMore where isAtEnd, .response, .refused(.truncated):
          return end(exchange, .reset)
        case .needMore: continue
        case .refused(let refusal): return end(exchange, .badResponse(refusal))
        }
      }
      let event = exchange.parser.takeContent(isAtEnd: isAtEnd) { bytes in
        switch relay.answerForm {
        case .none: break
        case .plain: output.append(contentsOf: bytes)
        case .chunked: HTTPChunk.append(bytes, to: &output)
        }
      }
      if event == .ended, relay.answerForm == .chunked {
        output.append(contentsOf: Bytes(HTTPChunk.last))
      }
      flush(client)
      guard client.state == .relaying else { return }
      switch event {
      case .needMore: continue
      case .ended: return finish(exchange, relay)
      case .refused(let refusal): return end(exchange, .badResponse(refusal))
      }
    }
  }

  private mutating func writeHead(
    _ head: HTTPReceivedResponse, _ length: HTTPMessageLength, _ relay: Relay
  ) {
    let client = relay.client
    response = app.passedAnswer(head)
    relay.hasAnswered = true
    let hasContent = !client.isHead && ![204, 205, 304].contains(head.status)
    client.keepsAlive = relay.keepsAlive && relay.isContentEnded
    switch (length, hasContent) {
    case (.fixed, _), (.ofBody, _):
      response.length = length
      relay.answerForm = hasContent ? .plain : .none
    case (_, false): response.length = .unknown
    case (_, true) where client.minorVersion == 1:
      response.length = .chunked
      relay.answerForm = .chunked
    case (_, true):
      // A client of 1.0 knows no chunks: the connection's end is the content's.
      response.length = .unknown
      relay.answerForm = .plain
      client.keepsAlive = false
    }
    writeResponse(to: client)
    // The connection ends after the content, not after the head.
    client.state = .relaying
  }

  /// The answer has gone: the connection goes on, or ends.
  private mutating func finish(_ exchange: OutgoingExchange, _ relay: Relay) {
    let client = relay.client
    remove(exchange)
    client.relay = nil
    if client.keepsAlive, relay.isContentEnded, !isStopping {
      client.state = .reading
      answer(client)
    } else {
      client.state = .finishing
      update(client)
    }
  }

  /// The client's content is no HTTP, or ended too early.
  private mutating func refuseContent(
    _ exchange: OutgoingExchange, _ relay: Relay, _ refusal: HTTPRefusal
  ) {
    let client = relay.client
    remove(exchange)
    client.relay = nil
    guard !relay.hasAnswered else { return drop(client, resets: true) }
    client.state = .reading
    refuse(client, refusal)
    flush(client)
    update(client)
  }

  /// Answers in place of a host that gave no answer.
  ///
  /// A client that has a part of an answer learns by a RST that the rest is missing.
  mutating func answer(_ relay: Relay, insteadOf result: OutgoingResult) {
    let client = relay.client
    guard client.state == .relaying else { return }
    client.relay = nil
    if relay.hasAnswered { return drop(client, resets: true) }
    response.reset()
    app.passFailed(result, response: &response)
    client.keepsAlive = relay.keepsAlive && relay.isContentEnded
    client.state = .reading
    writeResponse(to: client)
    flush(client)
    if client.state == .reading { answer(client) } else { update(client) }
  }

  /// The client has gone: the host is asked for nothing more.
  mutating func endRelay(of connection: Connection) {
    guard let exchange = relayed(connection) else { return }
    connection.relay = nil
    remove(exchange)
  }

  private func updateRelay(_ exchange: OutgoingExchange, _ relay: Relay) {
    guard exchange.state == .exchanging, let channel = exchange.channel else { return }
    var interest: PollInterest = exchange.hasToWrite ? .write : []
    if !relay.client.isBlocked || channel.isHandshaking { interest.insert(.read) }
    if interest == exchange.interest || !exchange.isWatched { return }
    exchange.interest = interest
    poll.change(channel.socket.descriptor, token: exchange.token, interest: interest)
  }
}
