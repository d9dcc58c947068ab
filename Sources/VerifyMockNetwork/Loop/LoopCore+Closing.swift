import VerifyMockHTTP

extension LoopCore {
  /// How much of what a client still sends is thrown away before the connection is cut.
  private static var drainSize: Int { 16 * 1024 * 1024 }

  /// With more connections than these, an idle one gives its buffer back at once, not after a while.
  private static var crowd: Int { 256 }

  /// Sends the batch; what can't go now waits for the client.
  mutating func flush(_ connection: Connection) {
    if output.isEmpty { return }
    let isWhole = connection.state != .closed && connection.send(output)
    if output.capacity > 1024 * 1024 {
      output = []
    } else {
      output.removeAll(keepingCapacity: true)
    }
    if !isWhole, connection.state != .closed { drop(connection) }
  }

  /// Goes on sending, and when all is sent goes on with what waited for that.
  mutating func sendPending(_ connection: Connection) {
    guard let hasMoved = connection.sendPending() else { return drop(connection) }
    if hasMoved { deadlines.clear(connection.slot) }
    if !connection.isBlocked, connection.state == .reading {
      answer(connection)
    } else if connection.state == .relaying {
      carry(connection)
    } else {
      update(connection)
    }
  }

  /// Closes our side and waits for the client to close its own.
  ///
  /// Closing at once would answer what the client still sends with a RST, which can destroy the
  /// response before it is read (RFC 9112 section 9.6).
  mutating func linger(_ connection: Connection) {
    if connection.inputEnded { return drop(connection) }
    connection.channel.endOutput()
    connection.state = .lingering
    if isStopping {
      // Nobody is waited for; with nothing left unread the close is still a FIN.
      discard(connection)
      drop(connection)
    } else {
      update(connection)
    }
  }

  /// Throws away what the client still sends.
  mutating func discard(_ connection: Connection) {
    for _ in 0..<16 {
      switch connection.channel.receive(into: scratch) {
      case .moved(let count):
        connection.drainedCount += count
        if connection.drainedCount > Self.drainSize { return drop(connection) }
        if count < scratch.count { return }
      case .blocked: return
      case .ended, .failed: return drop(connection)
      }
    }
  }

  /// Ends a connection at once.
  mutating func drop(_ connection: Connection, resets: Bool = false) {
    if connection.state == .closed { return }
    connection.state = .closed
    poll.remove(connection.channel.socket.descriptor)
    if resets { connection.channel.reset() } else { connection.channel.close() }
    deadlines.clear(connection.slot)
    connections.remove(connection)
    bufferedBytes -= connection.bufferedBytes
    connection.bufferedBytes = 0
    context.connections.open = connections.count
    endTunnel(of: connection)
    endRelay(of: connection)
    if connection.isRefused { refusedCount -= 1 }
    if let exchange = connection.exchange, connection.isPromised { app.exchangeEnded(exchange) }
    connection.endExchange()
    if isAcceptPaused { resumeAccepting() }
  }

  /// Sets the deadline for what the connection is doing, unless it has it already.
  mutating func setDeadline(of connection: Connection) {
    let slot = connection.slot
    let kind: Deadlines.Kind?
    if connection.isBlocked {
      kind = .write
    } else {
      switch connection.state {
      case .lingering: kind = .linger
      case .reading:
        switch connection.parser.phase {
        case .idle: kind = connection.channel.isHandshaking ? .head : .recent
        case .head: kind = .head
        case .body: kind = .body
        case .complete, .refused: kind = nil
        }
      case .waiting, .stalled, .finishing, .tunnelling, .relaying, .closed: kind = nil
      }
    }
    guard let kind else { return deadlines.clear(slot) }
    let current = deadlines.kind(of: slot)
    let isSet = current == kind || (kind == .recent && current == .idle)
    if isSet, !connection.startsMessage { return }
    connection.startsMessage = false
    if kind == .recent, connections.count > Self.crowd {
      connection.parser.releaseStorage()
      deadlines.set(slot, .idle, now: context.now)
    } else {
      deadlines.set(slot, kind, now: context.now)
    }
  }

  /// Handles a deadline that has passed.
  mutating func expire(_ slot: Int, _ kind: Deadlines.Kind) {
    guard let connection = connections[slot: slot] else { return }
    switch kind {
    case .recent:
      connection.parser.releaseStorage()
      deadlines.set(slot, .idle, now: context.now)
    case .idle, .linger: drop(connection)
    case .write:
      context.connections.timedOut += 1
      if connection.tunnel?.state == .open || connection.state != .tunnelling {
        drop(connection, resets: true)
      } else {
        failTunnel(connection, status: 504, "no connection came about in time")
      }
    case .head where connection.channel.isHandshaking:
      context.connections.handshakesFailed += 1
      app.handshakeFailed("the TLS handshake took too long", peer: connection.peer)
      drop(connection)
    case .head, .body:
      context.connections.timedOut += 1
      refuse(.requestTooSlow)
      connection.isHead = connection.parser.isHead
      writeResponse(to: connection)
      flush(connection)
      update(connection)
    }
  }
}

extension Connection {
  /// Forgets the exchange that was under way.
  func endExchange() {
    exchange = nil
    isPromised = false
    held = nil
    if state == .waiting { state = .reading }
  }
}
