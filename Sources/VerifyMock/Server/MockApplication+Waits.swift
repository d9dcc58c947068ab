import VerifyMockCore
import VerifyMockHTTP
import VerifyMockNetwork

extension MockApplication {
  mutating func tick(now: MonotonicTime, context: inout LoopContext) {
    let server = Instant(nanoseconds: context.wallNow)
    engine.tick(server: server)
    releaseClocks(now)
    reloadIfChanged(now)
    finishRound(&context, server)
  }

  /// Reads changed documents; broken ones are reported and the old ones stay active.
  private mutating func reloadIfChanged(_ now: MonotonicTime) {
    guard watch?.hasChanged(now: now) == true, let folders = watch?.folders else { return }
    do throws(MockServerError) {
      let catalogue = try SharedCatalogue.with(folders: folders, skipping: log)
      do throws(DocumentErrors) {
        control.initial = try engine.adopt(catalogue, initial: control.initial)
        metrics.adopt(catalogue)
      } catch {
        throw MockServerError(error.description)
      }
      log("documents read again from " + folders.joined(separator: ", "))
    } catch {
      log("documents not read again, the old ones stay active:")
      for line in error.message.split(separator: "\n") { log("  " + line) }
    }
  }

  /// Carries out what the engine asks for, answers the waits that are over and plans the next look.
  mutating func finishRound(_ context: inout LoopContext, _ server: Instant) {
    deliver(&context, server)
    while true {
      let over = takeOverWaits(context.now, server)
      if over.isEmpty, engine.actions.isEmpty { break }
      for wait in over { finish(wait, &context, server) }
      deliver(&context, server)
    }
    plan(context.now, server)
  }

  /// Answers a wait at once where what it waits for is there, else later.
  mutating func wait(_ wait: Wait, _ context: inout LoopContext, _ server: Instant) {
    let isOver =
      switch wait.what {
      case .inbox(let query): !ControlAPI.messages(query, engine).isEmpty
      case .callback(let scope, _): ControlAPI.hasEndedTry(of: scope, engine)
      case .clock(let account): engine.hasArrived(account: account, server: server)
      }
    if isOver { finish(wait, &context, server) } else { waits.add(wait) }
    finishRound(&context, server)
  }

  /// Takes out the waits that new messages, ended callbacks, clocks or the time have ended.
  private mutating func takeOverWaits(_ now: MonotonicTime, _ server: Instant) -> [Wait] {
    var over: [Wait] = []
    if waits.isEmpty {
      seenMessages = engine.inbox.last
    } else if seenMessages < engine.inbox.last {
      for message in engine.inbox.newestFirst(to: nil, after: seenMessages).reversed() {
        let keys = ControlAPI.Scope.all(of: message.account, engine).flatMap {
          [WaitList.Key.inbox($0, message.recipient), .inbox($0, nil)]
        }
        over += waits.take(keys) { what in
          if case .inbox(let query) = what { message.sequence > query.after } else { false }
        }
      }
      seenMessages = engine.inbox.last
    }
    let woken = engine.wokenAccounts.sorted()
    engine.wokenAccounts = []
    for account in woken {
      let scopes = ControlAPI.Scope.all(of: account, engine)
      over += waits.take(
        scopes.filter { ControlAPI.hasEndedTry(of: $0, engine) }.map { .callback($0) })
      if engine.hasArrived(account: account, server: server) {
        over += waits.take([.clock(account: account)])
      }
    }
    return over + waits.takeExpired(now)
  }

  private mutating func finish(_ wait: Wait, _ context: inout LoopContext, _ server: Instant) {
    switch wait.who {
    case .call(let resume): resume(&self, server)
    case .exchange(let exchange):
      var response = HTTPResponse()
      switch wait.what {
      case .inbox(let query): response.body = ControlAPI.inboxBytes(query, engine)
      case .callback(let scope, let limit):
        response.body = ControlAPI.callbackBytes(scope, limit: limit, engine)
      case .clock(let account):
        response.body = ControlAPI.clockBytes(
          .account(account), engine, server, events: engine.takeFired(account: account))
      }
      response.setField(.contentType, "application/json")
      context.complete(exchange, response)
    }
  }

  /// Answers everything that waits with what there is: nothing more will come.
  mutating func willStop(context: inout LoopContext) {
    let server = Instant(nanoseconds: context.wallNow)
    for wait in waits.takeAll() { finish(wait, &context, server) }
  }

  /// When the loop should look again: for events, waits that end, clocks that are held too long.
  private mutating func plan(_ now: MonotonicTime, _ server: Instant) {
    let event = engine.timeToNextEvent(server: server).map { now.advanced($0) }
    let release = heldSince.first.map { $0.started.advanced(Self.holdLimit) }
    nextDeadline = [event, waits.firstDeadline(), release, watch?.next].compactMap { $0 }
      .min { $0 < $1 }
  }

  private static let holdLimit = Interval.seconds(2)

  private mutating func releaseClocks(_ now: MonotonicTime) {
    while let first = heldSince.first, first.started.advanced(Self.holdLimit) <= now {
      heldSince.popFirst()
      if let delivery = outgoing[first.id] { engine.releaseClock(of: delivery) }
    }
  }

  private mutating func deliver(_ context: inout LoopContext, _ server: Instant) {
    while !engine.actions.isEmpty {
      let actions = engine.actions
      engine.actions = []
      for case .deliver(let request) in actions {
        guard let target = CallbackTargetAddress(request.url, allowed: callbackHosts) else {
          let why = "callbacks go to this machine only; --callbacks-to HOST allows another"
          metrics.count(CallbackEnding.unsendable)
          log("callback \(request.delivery) not sent: \(why)")
          engine.callbackEnded(request.delivery, .failed(why))
          engine.tick(server: server)
          continue
        }
        var message = HTTPRequest(
          method: request.method, target: target.target, host: target.hostField,
          body: request.body)
        for (name, value) in request.headers where !message.addField(name, value) {
          log("callback \(request.delivery): the field '\(name)' can't be sent and is left out")
        }
        var outgoingRequest = OutgoingRequest(
          host: target.host, port: target.port, message: message,
          trust: target.isSecure ? trust : nil, timeout: .seconds(10))
        // Of the answer only the status counts.
        outgoingRequest.limits.body = 64 * 1024
        outgoingRequest.wantsBody = false
        outgoingRequest.reach = .notBack
        let id = context.send(outgoingRequest)
        outgoing[id] = request.delivery
        heldSince.append((id, context.now))
      }
    }
  }

  mutating func outgoingEnded(
    _ id: OutgoingID, result: OutgoingResult, context: inout LoopContext
  ) {
    guard let delivery = outgoing.removeValue(forKey: id) else { return }
    metrics.count(CallbackEnding(result))
    let server = Instant(nanoseconds: context.wallNow)
    if case .forbidden(let why) = result { log("callback \(delivery) not sent: \(why)") }
    let outcome: CallbackResult =
      if case .answered(let answer) = result {
        .answered(status: answer.status)
      } else {
        .failed(result.text)
      }
    engine.callbackEnded(delivery, outcome)
    engine.tick(server: server)
    finishRound(&context, server)
  }

  mutating func exchangeEnded(_ id: ExchangeID) { waits.remove(id) }
}

extension MonotonicTime {
  func advanced(_ interval: Interval) -> MonotonicTime {
    advanced(by: .nanoseconds(interval.nanoseconds))
  }
}
