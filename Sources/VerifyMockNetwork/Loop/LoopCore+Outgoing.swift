import VerifyMockTLS

extension LoopCore {
  /// Begins an outgoing request, or lets it wait for its turn.
  mutating func start(_ id: OutgoingID, _ request: OutgoingRequest) {
    if isStopping { return app.outgoingEnded(id, result: .stopped, context: &context) }
    guard let exchange = OutgoingExchange(id: id, request: request) else {
      return app.outgoingEnded(id, result: .unsendable, context: &context)
    }
    start(exchange)
  }

  mutating func start(_ exchange: OutgoingExchange) {
    outgoing[exchange.id] = exchange
    if lines[exchange.target]?.hasRoom ?? true {
      begin(exchange)
    } else {
      lines[exchange.target]?.waiting.append(exchange.id)
    }
  }

  private mutating func begin(_ exchange: OutgoingExchange) {
    let id = exchange.id
    let request = exchange.request
    exchange.hasBegun = true
    lines[exchange.target, default: OutgoingLine()].running += 1
    timers.add(.outgoing(id), at: context.now.advanced(by: request.timeout))
    lookUp(id, host: request.host, port: request.port)
  }

  /// Finds the addresses of a host, at once or on another thread; ``resolved(_:_:)`` gets them.
  mutating func lookUp(_ id: OutgoingID, host: String, port: UInt16) {
    if let address = SocketAddress(literal: host, port: port) {
      return resolved(id, [address])
    }
    if NameLookup.isLoopback(host) {
      return resolved(id, [.loopbackV4(port: port), .loopbackV6(port: port)])
    }
    let mailbox = mailbox
    let lookup = NameLookup(name: host, port: port)
    do {
      try LoopThread(stackSize: configuration.stackSize) { isStarted in
        // A loop that has stopped has ended the exchange already.
        if isStarted { _ = mailbox.post(.resolved(id, lookup.addresses)) }
      }.letGo()
    } catch {
      resolved(id, [])
    }
  }

  /// Tries the addresses of a name, the first one first.
  mutating func resolved(_ id: OutgoingID, _ addresses: [SocketAddress]) {
    if let tunnel = tunnels[id] { return resolved(tunnel, addresses) }
    guard let exchange = outgoing[id], exchange.state == .resolving else { return }
    let reach = exchange.request.reach
    if let why = reach.refusal(of: addresses, listeners: context.addresses) {
      return end(exchange, .forbidden(why))
    }
    exchange.state = .connecting
    exchange.addresses = addresses.reversed()
    exchange.failure = .unreachable("no address is known for '\(exchange.request.host)'")
    connect(exchange)
  }

  private mutating func connect(_ exchange: OutgoingExchange) {
    while let address = exchange.addresses.popLast() {
      let link: SecureLink?
      do throws(TLSError) {
        link = try secureLink(of: exchange.request)
      } catch {
        return end(exchange, .unreachable(error.description))
      }
      do {
        let (socket, isConnected) = try Socket.connect(to: address)
        exchange.channel = Channel(socket: socket, link: link)
        exchange.attempt += 1
        exchange.state = isConnected ? .exchanging : .connecting
        exchange.interest = isConnected ? [.read, .write] : .write
        let isWatched = poll.add(
          socket.descriptor, token: exchange.token, interest: exchange.interest)
        if isWatched { return }
        release(exchange)
      } catch {
        exchange.failure = Self.result(of: error)
      }
    }
    end(exchange, exchange.failure)
  }

  /// Handles an event of an outgoing request.
  mutating func advance(_ event: PollEvent) {
    let id = OutgoingID(rawValue: UInt64(PollToken(rawValue: event.token).slot))
    if let tunnel = tunnels[id] { return advance(tunnel, event) }
    guard let exchange = outgoing[id], exchange.token == event.token else { return }
    if exchange.state == .connecting {
      if let error = exchange.channel?.socket.pendingError {
        exchange.failure = Self.result(of: error)
        release(exchange)
        return connect(exchange)
      }
      exchange.state = .exchanging
    }
    if let relay = exchange.relay { return advance(exchange, relay, event) }
    if !exchange.isSent { exchange.send() }
    if event.isReadable || event.hasFailed, let result = exchange.receive() {
      return end(exchange, result)
    }
    // What was read may have been the end of the handshake.
    if !exchange.isSent, exchange.channel?.link != nil { exchange.send() }
    let interest: PollInterest = exchange.hasToWrite ? [.read, .write] : .read
    if interest != exchange.interest, let channel = exchange.channel {
      exchange.interest = interest
      poll.change(channel.socket.descriptor, token: exchange.token, interest: interest)
    }
  }

  /// Ends an outgoing request whose time is over.
  mutating func timeOut(_ id: OutgoingID) {
    guard let exchange = outgoing[id] else { return }
    // What is passed on may take as long as it likes, as long as something moves.
    if let relay = exchange.relay {
      let due = relay.lastProgress.advanced(by: exchange.request.timeout)
      if due > context.now { return timers.add(.outgoing(id), at: due) }
    }
    end(exchange, .timedOut)
  }

  /// Ends them all, because the loop stops.
  mutating func endOutgoing() {
    for exchange in outgoing.values { end(exchange, .stopped) }
  }

  mutating func end(_ exchange: OutgoingExchange, _ result: OutgoingResult) {
    remove(exchange)
    if let relay = exchange.relay { return answer(relay, insteadOf: result) }
    app.outgoingEnded(exchange.id, result: result, context: &context)
  }

  /// Forgets an outgoing request; the next one to its target has its turn.
  mutating func remove(_ exchange: OutgoingExchange) {
    release(exchange)
    outgoing[exchange.id] = nil
    if exchange.hasBegun { moveUp(exchange.target) }
  }

  /// Gives the place of a request that has ended to the next one.
  private mutating func moveUp(_ target: String) {
    lines[target]?.running -= 1
    while !isStopping, let next = lines[target]?.next() {
      // A request that ends as soon as it begins comes here again: one after the other, for a
      // long line would go deep.
      lines[target]?.isMoving = true
      if let exchange = outgoing[next] { begin(exchange) }
      lines[target]?.isMoving = false
    }
    if lines[target]?.isEmpty == true { lines[target] = nil }
  }

  private mutating func release(_ exchange: OutgoingExchange) {
    guard let channel = exchange.channel else { return }
    poll.remove(channel.socket.descriptor)
    channel.close()
    exchange.channel = nil
  }

  /// The TLS of an outgoing request; nil for one in clear.
  private mutating func secureLink(of request: OutgoingRequest) throws(TLSError) -> SecureLink? {
    guard let trust = request.trust else { return nil }
    let security: TLSContext
    if let known = clientSecurity[trust] {
      security = known
    } else {
      security = try TLSContext.client(TLSLibrary.load(), trust: trust)
      clientSecurity[trust] = security
    }
    return SecureLink(try security.clientSession(host: request.host), isServer: false)
  }

  private static func result(of error: SystemError) -> OutgoingResult {
    if error.isConnectionRefused { return .refused }
    if error.isConnectionReset { return .reset }
    return error.isTimeout ? .timedOut : .unreachable(error.description)
  }
}
