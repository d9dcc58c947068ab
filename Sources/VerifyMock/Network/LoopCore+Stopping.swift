extension LoopCore {
  /// Stops accepting, answers what has arrived, and sets the moment at which all ends.
  mutating func beginToStop() {
    if isStopping { return }
    stopDeadline = context.now.advanced(by: configuration.gracePeriod)
    app.willStop(context: &context)
    settleContext()
    // Those that have connected already are served, for they can't know.
    for index in listeners.sockets.indices { accept(index) }
    for socket in listeners.sockets { poll.remove(socket.descriptor) }
    listeners.close()
    endOutgoing()
    settleContext()
    for connection in connections.all {
      switch connection.state {
      case .reading: if !connection.isBlocked { read(connection) }
      case .stalled, .tunnelling: drop(connection)
      case .lingering:
        discard(connection)
        drop(connection)
      case .waiting, .finishing, .closed: break
      }
    }
  }
}
