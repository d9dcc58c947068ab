import VerifyMockJSON

/// Turns a scenario's document into a ``Scenario`` of one provider.
package struct ScenarioLoader {
  let reader: DocumentReader
  let provider: Provider

  package static let keys = [
    "$schema", "scenario", "provider", "summary", "breaksContract", "reading", "code", "lifetime",
    "quirks", "set", "given", "steps", "walkthrough",
  ]

  /// The part of a scenario that is the same for every provider.
  package struct Heading: Sendable {
    package let name: String
    package let provider: String?
    package let summary: String

    fileprivate init?(_ fields: DocumentObject) {
      let name = fields.required("scenario", .string)
      let summary = fields.required("summary", .string)
      provider = fields.value("provider", .string)
      guard let name, let summary else { return nil }
      self.name = name
      self.summary = summary
    }
  }

  package static func heading(of source: SourceText) throws(DocumentErrors) -> Heading {
    let reader = DocumentReader(source)
    let heading = reader.object(source.root, "a scenario", keys: keys).flatMap { Heading($0) }
    guard reader.errors.isEmpty, let heading else { throw DocumentErrors(reader.errors) }
    return heading
  }

  /// Reads a scenario for a provider, which its quirks and settings may change.
  package static func load(
    _ source: SourceText, for provider: Provider
  ) throws(DocumentErrors) -> Scenario {
    let loader = ScenarioLoader(
      reader: DocumentReader(source), provider: try changed(provider, by: source))
    let scenario = loader.scenario()
    guard loader.reader.errors.isEmpty, let scenario else {
      throw DocumentErrors(loader.reader.errors)
    }
    return scenario
  }

  /// The provider with the scenario's quirks and settings.
  private static func changed(
    _ provider: Provider, by source: SourceText
  ) throws(DocumentErrors) -> Provider {
    let quirks = source.root["quirks"]
    let set = source.root["set"]
    if quirks == nil, set == nil { return provider }
    let reader = DocumentReader(source)
    var text = provider.source
    let names = quirks.map { reader.values($0, "a quirk", .string) } ?? []
    for (name, element) in names {
      guard let quirk = provider.quirks.first(where: { $0.name == name }) else {
        reader.note(element, .unknownName(provider.unknownQuirk(name)))
        continue
      }
      text = try text.patched(quirk.patches, of: provider.source)
    }
    if let set, !reader.entries(of: set, "'set'").isEmpty {
      text = try text.patched(set.members, of: source)
    }
    guard reader.errors.isEmpty else { throw DocumentErrors(reader.errors) }
    return try ProviderLoader.load(text, contract: provider.contract)
  }

  private func scenario() -> Scenario? {
    guard let fields = reader.object(reader.source.root, "a scenario", keys: Self.keys),
      let heading = Heading(fields)
    else { return nil }
    let given = GivenReader(
      keptNames: provider.verification.keptNames, channels: provider.channels.map(\.name))
    return Scenario(
      name: provider.id + "/" + heading.name, summary: heading.summary, provider: provider,
      steps: fields.list("steps").compactMap { step($0) },
      walkthrough: fields.list("walkthrough").compactMap { walkthroughItem($0) },
      code: fields.value("code", .bytes), lifetime: fields.value("lifetime", .duration),
      given: given.read(fields), breaksContract: fields.value("breaksContract", .boolean) ?? false,
      isStrict: fields.value("reading", .word(among: [("strict", true), ("tolerant", false)]))
        ?? false,
      source: reader.source)
  }
}

/// The deviations.
extension ScenarioLoader {
  private func step(_ element: JSONElement) -> Scenario.Step? {
    let keys = [
      "on", "when", "times", "per", "outcome", "delivery", "error", "respond", "fault", "delay",
    ]
    guard let fields = reader.object(element, "a step", keys: keys),
      let on = fields.required("on"), let (target, operations) = operations(named: on),
      let action = action(fields, of: operations)
    else { return nil }
    let isAlways = fields["times"]?.string == "always"
    let unit = fields.value("per", ValueForm<Scenario.Step.Unit>.word)
    if unit == .verification, case .effect(.send) = target, let element = fields["per"] {
      reader.note(
        element, "a send has no verification to count per yet",
        remedy: "remove it: steps on a send count per recipient")
    }
    if unit != nil, isAlways, let element = fields["per"] {
      reader.note(element, "a step that applies always counts nothing", remedy: "remove 'per'")
    }
    return Scenario.Step(
      target: target, when: conditions(fields.entries("when"), of: operations),
      times: isAlways ? nil : fields.value("times", .integer(1...1_000_000, or: "always")) ?? 1,
      per: unit, action: action,
      delay: fields["delay"].flatMap { delay($0) }, place: reader.source.place(of: element))
  }

  /// The operations that a name means: an effect's, or one by its id.
  private func operations(
    named element: JSONElement
  ) -> (target: Scenario.Step.Target, operations: [ProviderOperation])? {
    guard let name = reader.value(element, "'on'", .string) else { return nil }
    if let effect = Effect(rawValue: name) {
      let operations = operations(with: effect, element)
      return operations.isEmpty ? nil : (.effect(effect), operations)
    }
    if let operation = provider.operation(name) {
      return (.operation(operation.index), [operation])
    }
    let known = Effect.allCases.map(\.rawValue) + provider.operations.map(\.id)
    reader.note(
      element, .unknownName(UnknownName("effect or operation", name, known: known)))
    return nil
  }

  private func operations(with effect: Effect, _ element: JSONElement) -> [ProviderOperation] {
    let operations = provider.operations.filter { $0.cases.contains { $0.effect == effect } }
    if operations.isEmpty {
      reader.note(element, "'\(provider.id)' has no operation that can '\(effect.rawValue)'")
    }
    return operations
  }

  /// What a step does; nil when something was noted.
  private func action(
    _ fields: DocumentObject, of operations: [ProviderOperation]
  ) -> Scenario.Step.Action? {
    let actions = ["outcome", "delivery", "respond", "fault"].filter { fields[$0] != nil }
    if actions.count > 1 {
      reader.note(
        fields.element, "a step does one thing, not '\(actions.joined(separator: "' and '"))'",
        remedy: "make a step of each")
    }
    if let error = fields["error"], fields["delivery"] == nil {
      reader.note(error, "'error' goes with 'delivery'")
    }
    switch actions.first {
    case "outcome"?: return fields["outcome"].flatMap { outcome($0, of: operations) }
    case "delivery"?:
      if let element = fields["delivery"], !operations.contains(where: { $0.delivers }) {
        reader.note(element, "only a send or resend has a delivery")
      }
      let course = fields.value("delivery", ValueForm<DeliveryCourse>.word)
      return course.map { .delivery($0, error: fields.value("error", .bytes)) }
    case "respond"?: return response(fields).map { .respond($0) }
    case "fault"?:
      return fields.value("fault", ValueForm<Scenario.Fault>.word).map { .fault($0) }
    default:
      if fields["delay"] == nil {
        reader.note(
          fields.element, "a step needs 'outcome', 'delivery', 'respond', 'fault' or 'delay'")
      }
      return .nothing
    }
  }

  private func outcome(
    _ element: JSONElement, of operations: [ProviderOperation]
  ) -> Scenario.Step.Action? {
    guard let outcome = reader.value(element, "'outcome'", ValueForm<Outcome>.outcome) else {
      return nil
    }
    if outcome.isSuccess {
      reader.note(
        element, "a step can't script the success '\(outcome.name)'",
        remedy: "remove the step: where none applies, the default behaviour decides")
      return nil
    }
    let known = Outcome.allCases.filter { outcome in
      !outcome.isSuccess && operations.contains { $0.answer(to: outcome) != nil }
    }
    if known.contains(outcome) { return .outcome(outcome) }
    let label = operations.map(\.id).joined(separator: "', '")
    reader.note(
      element, "'\(label)' of '\(provider.id)' has no answer to '\(outcome.name)'",
      remedy: "it has: " + known.map(\.name).joined(separator: ", "))
    return nil
  }

  private func response(_ step: DocumentObject) -> Scenario.Step.Response? {
    guard let fields = step.object("respond", keys: ["status", "headers", "body", "text"]),
      let status = fields.required("status", .integer(200...599))
    else { return nil }
    let headers = fields.entries("headers").compactMap { name, _, value in
      reader.value(value, "a header", .string).map { (name: name, value: $0) }
    }
    var body: Template?
    if let text = fields.value("text", .bytes) {
      body = Template(text: [.literal(text)])
    } else if let element = fields["body"] {
      let shapes = (provider.source.root["shapes"]?.members ?? []).map {
        ($0.key.string ?? "", $0.value)
      }
      let templates = TemplateReader(
        reader, shapes: Dictionary(shapes) { first, _ in first },
        rules: provider.verification)
      body = templates.body(
        element, naming: [.request, .account, .verification, .attempt, .outcome])
      if body == nil { return nil }
    }
    return Scenario.Step.Response(status: status, headers: headers, body: body)
  }

  private func delay(_ element: JSONElement) -> ClosedRange<Interval>? {
    guard element.kind == .array else {
      return reader.value(element, "a delay", .duration).map { $0...$0 }
    }
    let ends = element.elements.compactMap { reader.value($0, "a delay", .duration) }
    guard ends.count == 2, element.elements.count == 2, ends[0] <= ends[1] else {
      reader.note(element, "a range of delays is the shortest and the longest")
      return nil
    }
    return ends[0]...ends[1]
  }

  /// The conditions by operation: what a name means differs between them.
  private func conditions(
    _ entries: [(name: String, key: JSONElement, value: JSONElement)],
    of operations: [ProviderOperation]
  ) -> [Int: [ProviderOperation.Condition]] {
    var result: [Int: [ProviderOperation.Condition]] = [:]
    for (name, key, value) in entries {
      var isKnown = false
      for operation in operations {
        guard let subject = operation.subject(named: name) else { continue }
        isKnown = true
        result[operation.index, default: []].append(.init(subject, value))
      }
      if !isKnown {
        let known =
          Bindings.targets.map(\.name) + operations.flatMap { $0.reader.inputs.map(\.location) }
        reader.note(
          key, "a request has no '\(name)'", remedy: NearestName.remedy(name, known))
      }
    }
    return result
  }
}

extension ProviderOperation {
  fileprivate var delivers: Bool {
    cases.contains { $0.effect == .send || $0.effect == .resend }
  }

  /// What a condition of a step is about: a binding by its name, or a place in the request.
  fileprivate func subject(named name: String) -> Condition.Subject? {
    if let subject = Condition.Subject(named: name) { return subject }
    if let target = Bindings.targets.first(where: { $0.name == name }) {
      return bind[keyPath: target.path].map { .location($0) }
    }
    return reader.slot(name).map {
      .location(Location(sources: [.input($0)], spellings: [name]))
    }
  }
}

/// The walkthrough.
extension ScenarioLoader {
  private func walkthroughItem(_ element: JSONElement) -> WalkthroughItem? {
    let keys = ["do", "call", "with", "code", "expect", "body", "times", "advance", "callbacks"]
    guard let fields = reader.object(element, "an item of a walkthrough", keys: keys)
    else { return nil }
    if fields["advance"] != nil { return fields.value("advance", .duration).map { .advance($0) } }
    if fields["callbacks"] != nil {
      return .callbacks(
        fields.list("callbacks").map { one in
          reader.entries(of: one, "a callback").compactMap { name, _, value in
            reader.value(value, "a callback's field", .string).map { (name, $0) }
          }
        }, reader.source.place(of: element))
    }
    guard let target = target(fields) else { return nil }
    let code = fields.value("code", .string).map { text -> WalkthroughItem.Request.Code in
      switch text {
      case "right": .right
      case "wrong": .wrong
      case "previous": .previous
      default: .literal(text)
      }
    }
    return .request(
      .init(
        target: target, with: fields.entries("with").map { ($0.name, $0.value) }, code: code,
        expect: fields.value("expect", .outcome), body: fields["body"],
        times: fields.value("times", .integer(1...1_000)) ?? 1,
        place: reader.source.place(of: element)))
  }

  private func target(_ fields: DocumentObject) -> WalkthroughItem.Request.Target? {
    if let element = fields["do"] {
      guard let effect = fields.value("do", ValueForm<Effect>.word),
        !operations(with: effect, element).isEmpty
      else { return nil }
      return .effect(effect)
    }
    if fields["call"] != nil {
      return fields.value("call", .word(among: provider.operations.map { ($0.id, $0.id) }))
        .map { .operation($0) }
    }
    reader.note(fields.element, "an item needs 'do', 'call', 'advance' or 'callbacks'")
    return nil
  }
}
