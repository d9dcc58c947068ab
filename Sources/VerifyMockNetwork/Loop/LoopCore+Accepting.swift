import VerifyMockHTTP
import VerifyMockTLS

extension LoopCore {
  /// How long no connection is accepted when no descriptors are left, unless one is given back.
  private static var pause: Duration { .milliseconds(50) }
  /// How long a client waits for a descriptor before it is refused.
  private static var patience: Duration { .seconds(2) }
  /// How many connections may be refused at one time; more of them wait.
  private static var refusalRoom: Int { 64 }

  /// Takes the connections that wait at a listener.
  mutating func accept(_ index: Int) {
    guard index < listeners.sockets.count else { return }
    for _ in 0..<64 {
      if refusedCount >= Self.refusalRoom { return pauseAccepting() }
      switch listeners.sockets[index].accept() {
      case .connection(let socket, let address):
        exhaustedSince = nil
        admit(socket, address)
      case .gone: continue
      case .none: return
      case .exhausted:
        // A client that has been served knows that an idle connection may close.
        if let slot = deadlines.longestIdle, let connection = connections[slot: slot],
          connection.hasServed
        {
          drop(connection)
        } else {
          return waitForDescriptor(index)
        }
      }
    }
  }

  private mutating func admit(_ socket: Socket, _ address: SocketAddress) {
    let isTooMany = connections.count - refusedCount >= configuration.maxConnections
    let limits = configuration.limits
    var link: SecureLink?
    if let security = configuration.security {
      // A refusal could be sent only after the handshake, whose cost is what is to be saved.
      guard !isTooMany, let session = try? security.serverSession() else {
        context.connections.refused += 1
        return socket.close()
      }
      link = SecureLink(session, isServer: true)
    }
    let connection = connections.insert { slot, token in
      Connection(
        channel: Channel(socket: socket, link: link), peer: Peer(socketAddress: address),
        slot: slot, token: token, limits: limits)
    }
    context.connections.open = connections.count
    guard poll.add(socket.descriptor, token: connection.token, interest: .read) else {
      return drop(connection)
    }
    context.connections.accepted += 1
    if isTooMany {
      context.connections.refused += 1
      connection.isRefused = true
      refusedCount += 1
      refuse(.tooManyConnections)
      writeResponse(to: connection)
      flush(connection)
    }
    // While the loop stops there is one chance to be read.
    if isStopping { read(connection) } else { update(connection) }
  }

  private mutating func waitForDescriptor(_ index: Int) {
    let since = exhaustedSince ?? context.now
    exhaustedSince = since
    if context.now >= since.advanced(by: Self.patience) {
      refuseWaiting(index)
      exhaustedSince = nil
    }
    pauseAccepting()
  }

  /// Lets new connections wait until one has gone, or for a moment.
  private mutating func pauseAccepting() {
    isAcceptPaused = true
    watchListeners(for: [])
    timers.add(.acceptAgain, at: context.now.advanced(by: Self.pause))
  }

  /// Accepts again after a pause.
  mutating func resumeAccepting() {
    guard isAcceptPaused else { return }
    isAcceptPaused = false
    watchListeners(for: .read)
  }

  private mutating func watchListeners(for interest: PollInterest) {
    for (index, socket) in listeners.sockets.enumerated() {
      let token = PollToken(.listener, slot: index).rawValue
      poll.change(socket.descriptor, token: token, interest: interest)
    }
  }

  /// Refuses those that have waited long, one after the other, with the one descriptor that is kept
  /// for that.
  private mutating func refuseWaiting(_ index: Int) {
    refuse(.tooManyConnections)
    var answer: [UInt8] = []
    HTTPSerializer.append(
      response: response, to: &answer, isHead: false, keepAlive: false, minorVersion: 1, date: date)
    for _ in 0..<Self.refusalRoom {
      guard spare >= 0 else { return }
      Socket.close(spare)
      spare = -1
      if case .connection(let socket, _) = listeners.sockets[index].accept() {
        let channel = Channel(socket: socket)
        context.connections.accepted += 1
        context.connections.refused += 1
        _ = answer.withUnsafeBytes { channel.send($0) }
        channel.endOutput()
        // What has been sent already would turn the close into a RST.
        _ = channel.receive(into: scratch)
        channel.close()
        spare = Socket.openSpare()
      } else {
        spare = Socket.openSpare()
        return
      }
    }
  }
}
