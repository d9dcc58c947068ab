package import VerifyMockCore
import VerifyMockHTTP
import VerifyMockJSON

/// Sends the requests of a plan over a transport and records the answers.
package struct Runner<T: Transport> {
  package private(set) var transport: T
  let provider: Provider?
  let maker: RequestMaker
  let options: CheckOptions
  private var records: [StepRecord] = []
  private var indices: [StepRole: Int] = [:]
  private var refusedInARow = 0
  private var unansweredInARow = 0
  /// Why no further request is sent; nil while the run goes on.
  private var stopped: String?

  package init(transport: T, provider: Provider?, maker: RequestMaker, options: CheckOptions) {
    self.transport = transport
    self.provider = provider
    self.maker = maker
    self.options = options
  }

  /// The callbacks that arrived; nil without a listener.
  package mutating func callbacks() -> [CallbackRequest]? {
    // Nobody waits for what was not asked for.
    let isAsked = records.contains { $0.isSuccess && $0.step.checks.contains(.callbacks) }
    return isAsked ? transport.callbacks() : nil
  }

  /// Plays every step.
  ///
  /// - Parameter progress: called after each step.
  package mutating func run(
    _ plan: Plan, progress: (StepRecord) -> Void = { _ in }
  ) -> [StepRecord] {
    var index = 0
    while index < plan.steps.count {
      var group = [plan.steps[index]]
      while index + group.count < plan.steps.count, plan.steps[index + group.count].isTogether {
        group.append(plan.steps[index + group.count])
      }
      index += group.count
      for record in play(group) {
        indices[record.step.role] = records.count
        records.append(record)
        progress(record)
      }
    }
    return records
  }

  private func record(_ role: StepRole) -> StepRecord? { indices[role].map { records[$0] } }

  private mutating func play(_ group: [PlanStep]) -> [StepRecord] {
    var played = group.map { StepRecord(step: $0) }
    for i in played.indices { prepare(&played[i]) }
    let ready = played.indices.filter { played[$0].request != nil }
    let requests = ready.compactMap { played[$0].request }
    let deliveries =
      requests.count == 1
      ? [transport.send(requests[0])] : requests.isEmpty ? [] : transport.sendTogether(requests)
    for (i, delivery) in zip(ready, deliveries) {
      if isUsedUp(played[i], delivery) {
        if let second = again(played[i]) {
          played[i].delivery = second
        } else {
          played[i].skipped = .unmet("the documented rate is used up; --slow waits for it")
          continue
        }
      } else {
        played[i].delivery = delivery
      }
      finish(&played[i])
    }
    return played
  }

  /// Whether an earlier run has used up a documented rate.
  private func isUsedUp(_ record: StepRecord, _ delivery: Delivery) -> Bool {
    guard case .answered(let response, _) = delivery else { return false }
    return response.status == 429 && record.step.operation?.rate != nil
      && record.step.outcomeCheck != .rateLimit
  }

  /// The answer after a wait for a documented rate; nil where it can't be waited for.
  private mutating func again(_ record: StepRecord) -> Delivery? {
    guard let rate = record.step.operation?.rate, let request = record.request,
      transport.pass(rate.window + .seconds(1), isPacing: true)
    else { return nil }
    return transport.send(request)
  }

  /// Builds the request, or sets the reason why it can't be sent.
  private mutating func prepare(_ record: inout StepRecord) {
    let step = record.step
    if let stopped {
      record.skipped = .runStopped(stopped)
      return
    }
    for role in step.needs {
      guard let needed = self.record(role), needed.isSuccess else {
        record.skipped = .unmet("it needs '\(role.name)', which did not succeed")
        return
      }
    }
    for role in step.unless where self.record(role)?.isSuccess == true {
      record.skipped = .unmet("'\(role.name)' has succeeded")
      return
    }
    if let interval = wait(of: step), !transport.pass(interval, isPacing: step.isPacing) {
      record.skipped = .unmet(
        step.isPacing
          ? "the documented rate is used up; --slow waits for it"
          : "\(interval.text) would have to pass; --slow waits for it")
      return
    }
    var values: [String: JSONValue] = [:]
    for (location, value) in step.values {
      if case .identifier(let role, let name) = value {
        guard let resolved = identifier(role, name) else {
          guard step.needsIdentifier else { continue }
          record.skipped = .unmet("no earlier answer names '\(name)'")
          return
        }
        values[location] = resolved
        record.asked[location] = RequestBuilder.text(resolved)
        continue
      }
      guard let resolved = resolve(value, &record) else {
        if record.skipped == nil { record.skipped = .unmet("a value that it needs is not known") }
        return
      }
      values[location] = resolved
      record.asked[location] = RequestBuilder.text(resolved)
    }
    var link: String?
    for case .link(let role, let term) in step.changes {
      guard let text = self.record(role)?.reading?.text(term) else {
        record.skipped = .unmet("'\(role.name)' gave no link")
        return
      }
      link = text
    }
    record.request = maker.request(step, values, link: link)
  }

  /// How long is still to pass before a step.
  private func wait(of step: PlanStep) -> Interval? {
    guard let interval = step.after else { return nil }
    guard let since = step.since.flatMap({ record($0) }) else { return interval }
    let rest = interval - (transport.now - since.time)
    return rest > .zero ? rest : nil
  }

  private mutating func resolve(
    _ value: PlanStep.Value, _ record: inout StepRecord
  ) -> JSONValue? {
    switch value {
    case .literal(let value): return value
    case .identifier(let role, let name): return identifier(role, name)
    case .recipient(let index):
      guard !options.recipients.isEmpty else { return nil }
      let recipient = options.recipients[index % options.recipients.count]
      record.recipient = recipient
      return .string(recipient)
    case .undialable: return .string(Self.undialable)
    case .verification(let role):
      return verification(of: role).map { .string($0) }
    case .rightCode(let role):
      record.code = code(of: role)
      if record.code == nil {
        record.skipped = .unmet("no code arrived for '\(role.name)' in time")
      }
      return record.code.map { .string($0) }
    case .wrongCode(let role):
      let right = code(of: role)
      if right == nil { record.skipped = .unmet("no code arrived for '\(role.name)' in time") }
      return right.map { .string(WalkthroughPlayer.wrong($0)) }
    case .alteredCode(let role, let alteration):
      let right = code(of: role)
      if right == nil { record.skipped = .unmet("no code arrived for '\(role.name)' in time") }
      guard let right, let altered = Self.altered(right, alteration) else {
        if right != nil { record.skipped = .unmet("the code is too short for it") }
        return nil
      }
      return .string(altered)
    case .kept(let kept, let list, let send):
      guard let items = self.record(list)?.reading?.list(.items),
        let id = verification(of: send),
        let item = items.first(where: {
          $0.text(.verificationID) == id || $0.text(.numberVerification) == id
        })
      else { return nil }
      let text = item.kept(kept) ?? sentValue(kept, of: send)
      return text.flatMap { $0.isEmpty ? nil : .string($0) }
    case .created(let list, let send):
      guard let items = self.record(list)?.reading?.list(.items),
        let id = self.record(send)?.reading?.text(.verificationID),
        let item = items.first(where: { $0.text(.verificationID) == id }),
        let text = item.text(.verificationCreated)
      else { return nil }
      return .string(Self.plain(text))
    }
  }

  /// The id of a resource that an answer names.
  private func identifier(_ role: StepRole, _ name: String) -> JSONValue? {
    guard let record = record(role), record.isSuccess, let response = record.response else {
      return nil
    }
    if let body = record.body?.root, let value = ResourceID.value(named: name, in: body) {
      return value
    }
    guard let location = response.value(of: "location") else { return nil }
    let path = String(decoding: location, as: UTF8.self).prefix { $0 != "?" && $0 != "#" }
    let last = path.split(separator: "/").last.map { Array($0.utf8) }
    return last.flatMap { PercentCoding.decode($0) }.map {
      .string(String(decoding: $0, as: UTF8.self))
    }
  }

  /// The id that a send returned, or the one that a later resend gave it.
  private func verification(of role: StepRole) -> String? {
    let resent = role == .send(.resent) ? self.record(.resend) : nil
    return (resent?.reading ?? self.record(role)?.reading)?.text(.verificationID)
      ?? self.record(role)?.reading?.text(.verificationID)
  }

  /// What a send asked to keep.
  private func sentValue(_ kept: Int, of role: StepRole) -> String? {
    guard let record = record(role), let operation = record.step.operation else { return nil }
    for (index, location) in operation.keeps where index == kept {
      for (place, value) in record.step.values where location.spellings.contains(place) {
        if case .literal(let value) = value { return value.string }
      }
    }
    return nil
  }

  /// A code with one thing wrong; nil when it is too short for that.
  private static func altered(_ code: String, _ alteration: PlanStep.Alteration) -> String? {
    switch alteration {
    case .character(let position):
      let characters = Array(code)
      guard characters.indices.contains(position) else { return nil }
      return WalkthroughPlayer.wrong(String(characters[...position]))
        + String(characters[(position + 1)...])
    case .shortened: return code.count > 1 ? String(code.dropLast()) : nil
    case .lengthened: return code + "0"
    }
  }

  /// A well-formed number of an area code that can't exist.
  package static var undialable: String { "+10005550100" }

  /// A time in the format of filters: a space, no zone.
  private static func plain(_ time: String) -> String {
    var text = String(time.map { $0 == "T" ? " " : $0 })
    if text.hasSuffix("Z") { text.removeLast() }
    if text.hasSuffix("+00:00") { text.removeLast(6) }
    return text
  }

  private mutating func code(of role: StepRole) -> String? {
    guard let index = indices[role], let recipient = records[index].recipient else { return nil }
    if let known = records[index].code { return known }
    let id = records[index].reading?.text(.verificationID) ?? ""
    let code = transport.code(
      for: WantedCode(
        recipient: recipient, verification: id, channel: provider?.channels.first?.name ?? ""))
    records[index].code = code
    return code
  }

  private mutating func finish(_ record: inout StepRecord) {
    record.time = transport.now
    guard let response = record.response else {
      countUnanswered(record)
      return
    }
    unansweredInARow = 0
    record.body = try? JSONDocument(response.body)
    if let operation = record.step.operation {
      record.reading = reading(of: operation, record, response)
    }
    // When every request is refused, the account is at fault, not the single answers.
    if record.step.credentials == .right, [401, 402, 429].contains(response.status),
      record.step.expectsSuccess, !record.step.role.provokesLimit
    {
      refusedInARow += 1
      if refusedInARow >= 5 {
        let remedy = response.status == 401 ? "; are the credentials right? (--auth, --token)" : ""
        stopped =
          "\(refusedInARow) requests in a row got \(response.status)\(remedy)"
      }
    } else if record.step.credentials == .right {
      refusedInARow = 0
    }
    if record.step.isMalformedSend, 200..<300 ~= response.status, !options.areSendsFree {
      stopped = "a malformed send was accepted, which may cost money"
    }
  }

  /// Ends the run early: an endpoint that answers nothing costs a timeout for each request.
  private mutating func countUnanswered(_ record: StepRecord) {
    guard case .failed(let reason)? = record.delivery else { return }
    unansweredInARow += 1
    if unansweredInARow >= 5 {
      stopped =
        "\(unansweredInARow) requests in a row got no answer: \(reason)"
    }
  }

  private func reading(
    of operation: ProviderOperation, _ record: StepRecord, _ response: HTTPReceivedResponse
  ) -> TemplateReading? {
    guard let body = record.body?.root else { return nil }
    var candidates: [Outcome] = []
    if case .outcome(let outcome) = record.step.expectation { candidates.append(outcome) }
    if 200..<300 ~= response.status {
      candidates = operation.cases.map(\.effect.success) + candidates
    }
    candidates += OutcomeRecognition.outcomes(
      of: operation, status: response.status, body: body
    ).sorted { $0.rawValue < $1.rawValue }
    if response.status >= 400 { candidates.append(.invalidRequest) }
    for outcome in candidates where outcome.isSuccess == (200..<300 ~= response.status) {
      guard let answer = operation.answer(to: outcome) ?? operation.answer(to: outcome.base),
        let template = answer.body
      else { continue }
      return TemplateReading(template.node, body)
    }
    return nil
  }
}
