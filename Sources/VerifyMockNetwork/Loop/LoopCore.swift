import VerifyMockHTTP
import VerifyMockTLS

/// The loop itself: everything that only its thread touches.
///
/// One round is: wait, read and answer what is ready, do what other threads left, do what is due.
/// What the application asks for during a call is done after that call's round of events, so that
/// no call into it ever happens inside another.
struct LoopCore {
  /// What is done at a certain time.
  enum Timer {
    case answer(ExchangeID)
    case acceptAgain
    case outgoing(OutgoingID)
  }

  let configuration: LoopConfiguration
  let poll: any EventPoll
  let mailbox: LoopMailbox
  var listeners: Listeners
  let app: any ApplicationHost
  var context: LoopContext

  var connections = ConnectionTable()
  var deadlines: Deadlines
  var timers = TimerHeap<Timer>()
  var outgoing: [OutgoingID: OutgoingExchange] = [:]
  /// By target.
  var lines: [String: OutgoingLine] = [:]
  var tunnels: [OutgoingID: Tunnel] = [:]
  var lastExchange: UInt32 = 0
  /// Connections with something to read, or to answer, that the poll knows nothing of.
  var unread: [UInt64] = []
  /// What outgoing requests over TLS share, made when it is first needed.
  var clientSecurity: [TLSTrust: TLSContext] = [:]

  // Storage that every request uses again.
  var response = HTTPResponse()
  var output: [UInt8] = []
  var date = HTTPDate()
  let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 * 1024, alignment: 16)

  /// A descriptor to give up when there are no more; -1 when it is given up.
  var spare = Socket.openSpare()
  /// Since when the descriptors have been used up.
  var exhaustedSince: MonotonicTime?
  var isAcceptPaused = false
  /// How many connections are open only until their refusal is sent.
  var refusedCount = 0
  /// What the buffers of all connections take beyond what each has for nothing.
  var bufferedBytes = 0
  /// When the loop ends although something is still under way; nil while it is not stopping.
  var stopDeadline: MonotonicTime?

  /// Fails when the system has no descriptor left.
  init?(
    app: any ApplicationHost, configuration: LoopConfiguration, listeners: Listeners,
    mailbox: LoopMailbox
  ) {
    guard let poll = configuration.backend.makePoll() else { return nil }
    self.app = app
    self.configuration = configuration
    self.poll = poll
    self.mailbox = mailbox
    self.listeners = listeners
    context = LoopContext(addresses: listeners.addresses)
    deadlines = Deadlines(configuration.deadlines)
    guard watchAll() else {
      giveBack()
      return nil
    }
  }

  /// Has the poll watch the mailbox and the listeners; false when the system has no room for them.
  private func watchAll() -> Bool {
    let wake = PollToken(.wake).rawValue
    guard poll.add(mailbox.wake.reading, token: wake, interest: .read) else { return false }
    return listeners.sockets.enumerated().allSatisfy { index, socket in
      let token = PollToken(.listener, slot: index).rawValue
      return poll.add(socket.descriptor, token: token, interest: .read)
    }
  }

  var isStopping: Bool { stopDeadline != nil }

  mutating func run() {
    while !isDone {
      let count = poll.wait(milliseconds: untilNext())
      context.readClocks()
      date.update(to: context.wallNow / 1_000_000_000)
      var isWoken = false
      for index in 0..<count {
        let event = poll.event(index)
        switch PollToken(rawValue: event.token).kind {
        case .connection: serve(event)
        case .wake: isWoken = true
        case .listener: accept(PollToken(rawValue: event.token).slot)
        case .outgoing: advance(event)
        }
      }
      if isWoken { runCommands() }
      runDueTimers()
    }
    end()
  }

  mutating func abandon() {
    listeners.close()
    giveBack()
    _ = mailbox.close()
  }

  private var isDone: Bool {
    guard let stopDeadline else { return false }
    return connections.count == 0 || context.now >= stopDeadline
  }

  /// How long the next wait may be, rounded up, so that the timers are due when it ends.
  ///
  /// Changes nothing; it is `mutating` because the loop is too large to be copied for a call.
  private mutating func untilNext() -> Int32 {
    if context.hasWork || !unread.isEmpty { return 0 }
    var next = min(deadlines.next, timers.next, stopDeadline ?? .never)
    if let deadline = app.nextDeadline { next = min(next, deadline) }
    if next == .never { return -1 }
    let now = MonotonicTime.now()
    if next <= now { return 0 }
    return Int32(min(next.since(now).wholeNanoseconds / 1_000_000 + 1, 60_000))
  }

  private mutating func runDueTimers() {
    let now = context.now
    carryOutRequests()
    if !unread.isEmpty { readUnread() }
    while let expired = deadlines.takeExpired(now: now) { expire(expired.slot, expired.kind) }
    while let timer = timers.takeExpired(now: now) { fire(timer) }
    if let deadline = app.nextDeadline, deadline <= now { app.tick(now: now, context: &context) }
    carryOutRequests()
  }

  /// Carries out what the application asked for, and what it asks for meanwhile.
  mutating func carryOutRequests() {
    while context.hasWork {
      let completions = context.completions
      let requests = context.requests
      context.completions.removeAll(keepingCapacity: true)
      context.requests.removeAll(keepingCapacity: true)
      for completion in completions { complete(completion.exchange, completion.response) }
      for request in requests { start(request.id, request.request) }
    }
  }

  private mutating func fire(_ timer: Timer) {
    switch timer {
    case .answer(let exchange): answerHeld(exchange)
    case .acceptAgain: resumeAccepting()
    case .outgoing(let id): timeOut(id)
    }
  }

  private mutating func runCommands() {
    for command in mailbox.take() {
      switch command {
      case .perform(let body, _): body(&context)
      case .resolved(let id, let addresses): resolved(id, addresses)
      case .stop: beginToStop()
      }
    }
  }

  private mutating func end() {
    endOutgoing()
    for connection in connections.all { drop(connection) }
    listeners.close()
    giveBack()
    for command in mailbox.close() {
      if case .perform(_, let ifStopped) = command { ifStopped() }
    }
    mailbox.announceEnd()
  }

  private mutating func giveBack() {
    poll.close()
    scratch.deallocate()
    if spare >= 0 { Socket.close(spare) }
    spare = -1
  }
}

extension LoopCore {
  /// Stops accepting, answers what has arrived, and sets the moment at which all ends.
  mutating func beginToStop() {
    if isStopping { return }
    stopDeadline = context.now.advanced(by: configuration.gracePeriod)
    app.willStop(context: &context)
    carryOutRequests()
    // Clients that have connected already are served: they can't know that the server stops.
    for index in listeners.sockets.indices { accept(index) }
    for socket in listeners.sockets { poll.remove(socket.descriptor) }
    listeners.close()
    endOutgoing()
    carryOutRequests()
    for connection in connections.all {
      switch connection.state {
      case .reading: if !connection.isBlocked { read(connection) }
      case .stalled, .tunnelling: drop(connection)
      case .lingering:
        discard(connection)
        drop(connection)
      case .waiting, .relaying, .finishing, .closed: break
      }
    }
  }
}
