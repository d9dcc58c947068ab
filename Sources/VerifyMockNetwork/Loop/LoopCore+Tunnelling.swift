import VerifyMockHTTP

extension LoopCore {
  /// How often one side is read before others have their turn.
  private static var turns: Int { 8 }

  /// Begins to carry a client's bytes to another machine.
  mutating func startTunnel(
    _ connection: Connection, host: String, port: UInt16, _ reach: Reach
  ) {
    flush(connection)
    guard connection.state != .closed else { return }
    let tunnel = Tunnel(
      id: context.makeOutgoingID(), client: connection, host: host, port: port, reach: reach,
      pending: connection.parser.takeRest())
    connection.state = .tunnelling
    connection.tunnel = tunnel
    tunnels[tunnel.id] = tunnel
    deadlines.set(connection.slot, .write, now: context.now)
    lookUp(tunnel.id, host: host, port: port)
  }

  mutating func resolved(_ tunnel: Tunnel, _ addresses: [SocketAddress]) {
    guard tunnel.state == .resolving else { return }
    if let why = tunnel.reach.refusal(of: addresses, listeners: context.addresses) {
      app.tunnelRefused(to: tunnel.host, why, peer: tunnel.client.peer)
      return failTunnel(tunnel.client, status: 403, why)
    }
    tunnel.state = .connecting
    tunnel.addresses = addresses.reversed()
    connect(tunnel)
  }

  private mutating func connect(_ tunnel: Tunnel) {
    while let address = tunnel.addresses.popLast() {
      do {
        let (socket, isConnected) = try Socket.connect(to: address)
        tunnel.socket = socket
        tunnel.attempt += 1
        tunnel.interest = .write
        guard poll.add(socket.descriptor, token: tunnel.token, interest: .write) else {
          release(tunnel)
          continue
        }
        if isConnected { open(tunnel) }
        return
      } catch {
        tunnel.failure = "\(address.authority): \(error)"
      }
    }
    failTunnel(tunnel.client, status: 502, tunnel.failure)
  }

  private mutating func open(_ tunnel: Tunnel) {
    tunnel.state = .open
    output.append(contentsOf: Bytes(Self.established))
    flush(tunnel.client)
    guard tunnel.client.state != .closed else { return }
    if !tunnel.send() { return drop(tunnel.client) }
    update(tunnel.client)
  }

  /// Answers that there is no connection to the other machine.
  mutating func failTunnel(_ connection: Connection, status: Int, _ reason: String) {
    guard let tunnel = connection.tunnel else { return }
    endTunnel(of: connection)
    refuse(.tunnelFailed(host: tunnel.host, reason: reason, status: status))
    connection.state = .reading
    writeResponse(to: connection)
    flush(connection)
    update(connection)
  }

  /// Handles an event of the other machine's connection.
  mutating func advance(_ tunnel: Tunnel, _ event: PollEvent) {
    guard tunnel.token == event.token, let socket = tunnel.socket else { return }
    if tunnel.state == .connecting {
      if let error = socket.pendingError {
        tunnel.failure = "\(error)"
        release(tunnel)
        return connect(tunnel)
      }
      return open(tunnel)
    }
    if event.hasFailed, tunnel.interest.isEmpty {
      // Nothing can be had from it any more; what came before is the client's still.
      release(tunnel)
      tunnel.hasEnded = true
      tunnel.isOutputEnded = true
      return update(tunnel.client)
    }
    if tunnel.isBlocked, event.isWritable || event.hasFailed {
      let before = tunnel.sentCount
      guard tunnel.send() else { return drop(tunnel.client) }
      if tunnel.sentCount != before { deadlines.clear(tunnel.client.slot) }
    }
    if event.isReadable || event.hasFailed { carryToClient(tunnel, socket) }
    update(tunnel.client)
  }

  private mutating func carryToClient(_ tunnel: Tunnel, _ socket: Socket) {
    for _ in 0..<Self.turns where !tunnel.client.isBlocked && !tunnel.hasEnded {
      switch socket.receive(into: scratch) {
      case .moved(let count):
        deadlines.clear(tunnel.client.slot)
        output.append(contentsOf: UnsafeRawBufferPointer(rebasing: scratch[..<count]))
        flush(tunnel.client)
        if tunnel.client.state == .closed { return }
      case .blocked: return
      case .ended: tunnel.hasEnded = true
      case .failed: return drop(tunnel.client)
      }
    }
  }

  /// Carries on what the client has sent.
  mutating func carryFromClient(_ connection: Connection) {
    guard let tunnel = connection.tunnel, tunnel.state == .open, tunnel.socket != nil else {
      return update(connection)
    }
    for _ in 0..<Self.turns where !tunnel.isBlocked && !connection.inputEnded {
      switch connection.channel.receive(into: scratch) {
      case .moved(let count):
        deadlines.clear(connection.slot)
        tunnel.pending.append(contentsOf: UnsafeRawBufferPointer(rebasing: scratch[..<count]))
        guard tunnel.send() else { return drop(connection) }
        continue
      case .blocked: break
      case .ended: connection.inputEnded = true
      case .failed: return drop(connection)
      }
      break
    }
    update(connection)
  }

  /// Sets the events to watch at either end, passes the end of one side on, and ends with both.
  mutating func updateTunnel(_ connection: Connection) {
    guard let tunnel = connection.tunnel, tunnel.state == .open else {
      return watch(connection, for: [])
    }
    if connection.inputEnded, !tunnel.isBlocked, !tunnel.isOutputEnded {
      tunnel.isOutputEnded = true
      tunnel.socket?.endOutput()
    }
    if tunnel.hasEnded, !connection.isBlocked, !tunnel.isClientTold {
      tunnel.isClientTold = true
      connection.channel.endOutput()
    }
    if tunnel.isOutputEnded, tunnel.isClientTold { return drop(connection) }
    var near: PollInterest = connection.isBlocked ? .write : []
    if !tunnel.isBlocked, !connection.inputEnded { near.insert(.read) }
    var far: PollInterest = tunnel.isBlocked ? .write : []
    if !connection.isBlocked, !tunnel.hasEnded { far.insert(.read) }
    if connection.channel.hasUnread, near.contains(.read) { unread.append(connection.token) }
    watch(connection, for: near)
    if let socket = tunnel.socket, far != tunnel.interest {
      tunnel.interest = far
      poll.change(socket.descriptor, token: tunnel.token, interest: far)
    }
    let kind: Deadlines.Kind = connection.isBlocked || tunnel.isBlocked ? .write : .idle
    if deadlines.kind(of: connection.slot) != kind {
      deadlines.set(connection.slot, kind, now: context.now)
    }
  }

  /// Gives up the far end of a connection's tunnel, if it has one.
  mutating func endTunnel(of connection: Connection) {
    guard let tunnel = connection.tunnel else { return }
    connection.tunnel = nil
    tunnels[tunnel.id] = nil
    release(tunnel)
  }

  private func release(_ tunnel: Tunnel) {
    guard let socket = tunnel.socket else { return }
    poll.remove(socket.descriptor)
    socket.close()
    tunnel.socket = nil
  }
}
