import VerifyMockCore
import VerifyMockJSON
import VerifyMockContract

extension Planner {
  /// Sends with every documented value of each enum and both ends of each range, several inputs in
  /// one send, and what later answers and the code show of them.
  mutating func addValues() {
    guard options.isThorough, options.areSendsFree, let operation = operation(.send) else { return }
    let builder = builder(operation)
    var columns: [(place: String, values: [JSONValue])] = []
    for input in operation.reader.inputs where input.section == .body || input.section == .query {
      let facts = provider.contract.facts(input.facts)
      guard isDocumented(input) else { continue }
      if let values = facts.enumValues {
        columns.append((input.location, values.compactMap { try? JSONValue(parsing: $0.json) }))
      } else if facts.types.contains(.integer), let least = facts.minimum,
        let most = facts.maximum, abs(least) < 1e6, abs(most) < 1e6
      {
        columns.append(
          (
            input.location,
            [.number("\(Int(saturating: least))"), .number("\(Int(saturating: most))")]
          ))
      }
    }
    if let place = builder.location(of: "lifetime") {
      columns.append((place, [.number("300"), .number("120")]))
    }
    columns = columns.filter { !$0.values.isEmpty }
    for number in 0..<min(columns.map(\.values.count).max() ?? 0, 4) {
      // Each is over before the next begins; nothing else is pending for this one.
      let recipient = 10
      guard var send = sendStep(.values(number + 1), recipient: recipient, keeps: false) else {
        return
      }
      for (place, values) in columns {
        send.values.append((place, .literal(values[number % values.count])))
      }
      send.checks = [.sendThenGet]
      add(send)
      addGet(
        .withValues(number + 1), about: send.role, recipient: recipient, [.sendThenGet])
      addApproval(.values(number + 1), recipient: recipient, [.sendThenGet, .rightCode])
    }
  }

  /// Other documented spellings of paths and of the code's name.
  mutating func addSpellings() {
    guard options.isThorough, options.areSendsFree, options.noCodes == nil else { return }
    for effect in [Effect.send, .resend] {
      guard let operation = operation(effect) else { continue }
      for (index, path) in operation.contract.alternatives.enumerated() {
        var step = validStep("spelling-\(operation.id)-\(index + 1)", operation, effect)
        step.isMalformedSend = false
        if effect == .resend {
          step = self.step(step.role, operation, effect, about: .send(.main), recipient: 0)
        }
        step.changes = [.path(path)]
        step.expectation = .served
        // Which of the spellings a page has is not said one by one.
        step.mostSevere = .info
        step.checks = [.status]
        add(step)
      }
    }
    guard let operation = operation(.check), let place = builder(operation).location(of: "code"),
      let input = operation.reader.inputs.first(where: { $0.location == place })
    else { return }
    let names = input.section == .body ? provider.contract.facts(input.facts).also : []
    let changes: [PlanStep.Change] =
      operation.contract.alternatives.prefix(1).map { .path($0) }
      + names.prefix(1).map { .rename(place, to: $0) }
    guard !changes.isEmpty, var send = sendStep(.spelled, recipient: 9) else { return }
    send.checks = [.status]
    add(send)
    for (index, change) in changes.enumerated() {
      let isLast = index == changes.count - 1
      guard
        var step = checkStep(
          .probe("spelling-\(operation.id)-\(index + 1)"), about: send.role, recipient: 9,
          code: isLast ? .rightCode(send.role) : .wrongCode(send.role))
      else { return }
      step.changes = [change]
      if !isLast { step.expectation = .served }
      step.mostSevere = .info
      step.checks = [.status]
      add(step)
    }
  }
}
