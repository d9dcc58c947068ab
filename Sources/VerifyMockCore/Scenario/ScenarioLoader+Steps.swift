import VerifyMockJSON

extension ScenarioLoader {
  private static let stepKeys = [
    "on", "when", "times", "outcome", "delivery", "error", "respond", "fault", "delay",
  ]

  /// The operations that a name stands for: an effect's, or one by its id.
  mutating func operations(
    named element: JSONElement
  ) -> (target: Scenario.Step.Target, operations: [ProviderOperation])? {
    guard let name = reader.string(element, "'on'") else { return nil }
    if let effect = Effect(rawValue: name) {
      let operations = provider.operations.filter { $0.cases.contains { $0.effect == effect } }
      if operations.isEmpty {
        reader.note(element, "'\(provider.id)' has no operation that can '\(name)'")
        return nil
      }
      return (.effect(effect), operations)
    }
    if let operation = provider.operation(name) {
      return (.operation(operation.index), [operation])
    }
    let names = Effect.allCases.map(\.rawValue) + provider.operations.map(\.id)
    reader.note(
      element, "'\(name)' is neither an effect nor an operation of '\(provider.id)'",
      hint: NearestName.of(name, in: names).map { "did you mean '\($0)'?" }
        ?? "it is one of: " + names.joined(separator: ", "))
    return nil
  }

  mutating func step(_ element: JSONElement) -> Scenario.Step? {
    guard let fields = reader.fields(of: element, "a step", keys: Self.stepKeys),
      let on = reader.required("on", of: fields), let (target, operations) = operations(named: on)
    else { return nil }
    var when: [Int: [ProviderOperation.Condition]] = [:]
    if let element = fields["when"] { when = conditions(element, of: operations) }
    var times: Int? = 1
    if let element = fields["times"] {
      times =
        element.string == "always"
        ? nil : reader.integer(element, "'times' (or \"always\")", in: 1...1_000_000)
    }
    let actions = ["outcome", "delivery", "respond", "fault"].filter { fields[$0] != nil }
    if actions.count > 1 {
      reader.note(
        element, "a step does one thing, not '\(actions.joined(separator: "' and '"))'",
        hint: "make a step of each")
    }
    let delay = fields["delay"].flatMap { self.delay($0) }
    if actions.isEmpty, fields["delay"] == nil {
      reader.note(
        element, "a step needs 'outcome', 'delivery', 'respond', 'fault' or 'delay'")
    }
    var action = Scenario.Step.Action.nothing
    if let element = fields["outcome"] {
      guard let outcome = outcome(element, of: operations, target: target) else { return nil }
      action = .outcome(outcome)
    } else if let element = fields["delivery"] {
      guard
        let course = reader.word(
          element, "the delivery", among: DeliveryCourse.allCases.map { ($0.rawValue, $0) })
      else { return nil }
      if !operations.contains(where: {
        $0.cases.contains { $0.effect == .send || $0.effect == .resend }
      }) {
        reader.note(element, "only a send or resend has a delivery")
      }
      action = .delivery(
        course,
        error: fields["error"].flatMap { reader.string($0, "'error'") }.map { Array($0.utf8) })
    } else if let element = fields["respond"] {
      guard let response = response(element) else { return nil }
      action = .respond(response)
    } else if let element = fields["fault"] {
      guard
        let fault = reader.word(
          element, "the fault", among: Scenario.Fault.allCases.map { ($0.rawValue, $0) })
      else { return nil }
      action = .fault(fault)
    }
    if fields["error"] != nil, fields["delivery"] == nil {
      reader.note(fields["error"] ?? element, "'error' goes with 'delivery'")
    }
    return Scenario.Step(
      target: target, when: when, times: times, action: action, delay: delay,
      place: reader.source.place(of: element))
  }

  private mutating func conditions(
    _ element: JSONElement, of operations: [ProviderOperation]
  ) -> [Int: [ProviderOperation.Condition]] {
    typealias Condition = ProviderOperation.Condition
    var result: [Int: [Condition]] = [:]
    for (name, key, value) in reader.entries(of: element, "'when'") {
      let isGiven = value.bool
      let values = (value.kind == .array ? value.elements : [value]).map {
        $0.string ?? $0.rawText
      }
      var isKnown = false
      for operation in operations {
        let subject: Condition.Subject?
        switch name {
        case "recipient": subject = .recipient
        case "channel": subject = .channel
        case "code": subject = .code
        default:
          if let target = Bindings.targets.first(where: { $0.name == name }) {
            subject = operation.bind[keyPath: target.path].map { .location($0) }
          } else {
            subject = operation.reader.slot(name).map {
              .location(Location(sources: [.input($0)], spellings: [name]))
            }
          }
        }
        if let subject {
          isKnown = true
          result[operation.index, default: []].append(
            Condition(subject: subject, values: values, isGiven: isGiven))
        }
      }
      if !isKnown {
        let names =
          Bindings.targets.map(\.name) + operations.flatMap { $0.reader.inputs.map(\.location) }
        reader.note(
          key, "a request has no '\(name)'",
          hint: NearestName.of(name, in: names).map { "did you mean '\($0)'?" })
      }
    }
    return result
  }

  private mutating func outcome(
    _ element: JSONElement, of operations: [ProviderOperation], target: Scenario.Step.Target
  ) -> Outcome? {
    guard
      let outcome = reader.word(
        element, "the outcome", among: Outcome.allCases.map { ($0.name, $0) })
    else { return nil }
    if outcome.isSuccess {
      reader.note(
        element, "a step can't script the happy end '\(outcome.name)'",
        hint: "leave it out: where no step applies, the truth is answered")
      return nil
    }
    let answering = operations.filter { $0.answer(to: outcome) != nil }
    if answering.isEmpty {
      let known = Outcome.allCases.filter { outcome in
        !outcome.isSuccess && operations.contains { $0.answer(to: outcome) != nil }
      }
      let label = operations.map(\.id).joined(separator: "', '")
      reader.note(
        element, "'\(label)' of '\(provider.id)' has no answer to '\(outcome.name)'",
        hint: "it has: " + known.map(\.name).joined(separator: ", "))
      return nil
    }
    return outcome
  }

  private mutating func delay(_ element: JSONElement) -> ClosedRange<Interval>? {
    if element.kind == .array {
      let ends = element.elements.compactMap { reader.interval($0, "a delay") }
      guard ends.count == 2, element.elements.count == 2, ends[0] <= ends[1] else {
        reader.note(element, "a range of delays is the shortest and the longest")
        return nil
      }
      return ends[0]...ends[1]
    }
    return reader.interval(element, "a delay").map { $0...$0 }
  }

  private mutating func response(_ element: JSONElement) -> Scenario.Step.Response? {
    let keys = ["status", "headers", "body", "text"]
    guard let fields = reader.fields(of: element, "'respond'", keys: keys),
      let statusElement = reader.required("status", of: fields),
      let status = reader.integer(statusElement, "a status", in: 200...599)
    else { return nil }
    var headers: [(String, String)] = []
    if let element = fields["headers"] {
      for (name, _, value) in reader.entries(of: element, "the headers") {
        if let text = reader.string(value, "a header") { headers.append((name, text)) }
      }
    }
    var body: Template?
    if let element = fields["text"] {
      guard let text = reader.string(element, "'text'") else { return nil }
      body = Template(text: [.literal(Array(text.utf8))])
    } else if let element = fields["body"] {
      var shapes: [String: JSONElement] = [:]
      for (key, value) in provider.source.root["shapes"]?.members ?? [] {
        shapes[key.string ?? ""] = value
      }
      var compiler = TemplateCompiler(
        shapes: shapes, keptNames: provider.verification.keptNames)
      guard
        let node = compiler.body(
          element, subjects: [.request, .account, .verification, .attempt, .outcome],
          reader: &reader)
      else { return nil }
      body = Template(node)
    }
    return .init(status: status, headers: headers, body: body)
  }
}
