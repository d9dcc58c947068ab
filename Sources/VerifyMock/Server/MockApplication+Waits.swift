import VerifyMockCore
import VerifyMockHTTP

extension MockApplication {
  mutating func tick(now: MonotonicTime, context: inout LoopContext) {
    let server = Instant(nanoseconds: context.wallNow)
    engine.tick(server: server)
    releaseClocks(now)
    reloadIfChanged(now)
    settle(&context, server)
  }

  /// Reads changed documents; broken ones are reported and the old ones stay in force.
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
  mutating func settle(_ context: inout LoopContext, _ server: Instant) {
    deliver(&context, server)
    var again = !waits.isEmpty
    while again {
      again = false
      for index in waits.indices.reversed() where isOver(waits[index], context.now, server) {
        let wait = waits.remove(at: index)
        finish(wait, &context, server)
        again = true
      }
      if !engine.actions.isEmpty {
        deliver(&context, server)
        again = true
      }
    }
    plan(context.now, server)
  }

  private mutating func isOver(
    _ wait: Wait, _ now: MonotonicTime, _ server: Instant
  ) -> Bool {
    if let deadline = wait.deadline, deadline <= now { return true }
    switch wait.what {
    case .inbox(let query): return !ControlAPI.messages(query, engine).isEmpty
    case .callback(let account, _): return engine.callbacks.hasEndedTry(of: account)
    case .clock(let account): return engine.hasArrived(account: account, server: server)
    }
  }

  private mutating func finish(_ wait: Wait, _ context: inout LoopContext, _ server: Instant) {
    switch wait.who {
    case .call(let resume): resume(&self, server)
    case .exchange(let exchange):
      var response = HTTPResponse()
      switch wait.what {
      case .inbox(let query): response.body = ControlAPI.inboxBytes(query, engine)
      case .callback(let account, let limit):
        response.body = ControlAPI.callbackBytes(account, limit: limit, engine)
      case .clock(let account):
        response.body = ControlAPI.clockBytes(
          account, engine, server, events: engine.takeFired(account: account))
      }
      _ = response.addField("Content-Type", "application/json")
      context.complete(exchange, response)
    }
  }

  /// Answers everything that waits with what there is: nothing more will come.
  mutating func willStop(context: inout LoopContext) {
    let server = Instant(nanoseconds: context.wallNow)
    let left = waits
    waits = []
    for wait in left { finish(wait, &context, server) }
  }

  /// When the loop should look again: for events, waits that end, clocks that are held too long.
  private mutating func plan(_ now: MonotonicTime, _ server: Instant) {
    var earliest: MonotonicTime?
    func consider(_ time: MonotonicTime) { earliest = min(earliest ?? time, time) }
    if let wait = engine.timeToNextEvent(server: server) { consider(now.advanced(wait)) }
    for wait in waits { if let deadline = wait.deadline { consider(deadline) } }
    for one in outgoing.values where !one.isReleased {
      consider(one.started.advanced(Self.holdLimit))
    }
    if let watch { consider(watch.next) }
    nextDeadline = earliest
  }

  private static let holdLimit = Interval.seconds(2)

  private mutating func releaseClocks(_ now: MonotonicTime) {
    for (id, one) in outgoing
    where !one.isReleased && one.started.advanced(Self.holdLimit) <= now {
      outgoing[id]?.isReleased = true
      engine.releaseClock(of: one.delivery)
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
          engine.callbackEnded(request.delivery, .failed(why), server: server)
          engine.tick(server: server)
          continue
        }
        var message = HTTPRequest(
          method: request.method, target: target.target, host: target.hostField,
          body: request.body)
        for (name, value) in request.headers { _ = message.addField(name, value) }
        var outgoingRequest = OutgoingRequest(
          host: target.host, port: target.port, message: message,
          trust: target.isSecure ? trust : nil, timeout: .seconds(10))
        // Of the answer only the status counts.
        outgoingRequest.limits.body = 64 * 1024
        outgoingRequest.wantsBody = false
        outgoingRequest.reach = .notBack
        let id = context.send(outgoingRequest)
        outgoing[id] = Outgoing(delivery: request.delivery, started: context.now)
      }
    }
  }

  mutating func outgoingEnded(
    _ id: OutgoingID, result: OutgoingResult, context: inout LoopContext
  ) {
    guard let one = outgoing.removeValue(forKey: id) else {
      return forwardEnded(id, result, &context)
    }
    metrics.count(CallbackEnding(result))
    let server = Instant(nanoseconds: context.wallNow)
    if case .forbidden(let why) = result { log("callback \(one.delivery) not sent: \(why)") }
    let outcome: CallbackResult =
      if case .answered(let answer) = result {
        .answered(status: answer.status)
      } else {
        .failed(result.text)
      }
    engine.callbackEnded(one.delivery, outcome, server: server)
    engine.tick(server: server)
    settle(&context, server)
  }

  mutating func exchangeEnded(_ id: ExchangeID) {
    waits.removeAll { wait in
      if case .exchange(let other) = wait.who { other == id } else { false }
    }
  }
}

extension MonotonicTime {
  func advanced(_ interval: Interval) -> MonotonicTime {
    advanced(by: .nanoseconds(interval.nanoseconds))
  }
}
