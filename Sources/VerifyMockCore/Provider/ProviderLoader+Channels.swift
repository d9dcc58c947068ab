import VerifyMockJSON

extension ProviderLoader {
  mutating func readChannels(_ element: JSONElement) {
    for (name, key, value) in reader.entries(of: element, "the channels") {
      let courses = DeliveryCourse.allCases.map(\.rawValue)
      guard
        let fields = reader.fields(of: value, "the channel '\(name)'", keys: ["message"] + courses)
      else { continue }
      var messageCompiler = compiler
      messageCompiler.allowsCode = true
      guard let messageElement = reader.required("message", of: fields),
        let message = messageCompiler.text(
          messageElement, subjects: [.request, .account, .verification, .attempt], reader: &reader)
      else { continue }
      var byCourse = Channel.Courses()
      for course in DeliveryCourse.allCases {
        if let element = fields[course.rawValue] {
          byCourse[course] = stages(element, of: course)
        }
      }
      if byCourse[.delivered] == nil {
        byCourse[.delivered] = [Self.stage(named: DeliveryCourse.delivered.rawValue)]
      }
      let price = prices.channels[name]
      channels.append(
        Channel(
          name: name, message: Template(text: message),
          price: price.flatMap { JSONDecimal(String(decoding: $0, as: UTF8.self)) },
          priceText: price ?? [],
          zeroText: price.map { Self.zero(like: String(decoding: $0, as: UTF8.self)) } ?? [],
          courses: byCourse))
      _ = key
    }
    if channels.isEmpty { reader.note(element, "a provider needs a channel") }
    for name in prices.channels.keys.sorted() where !channels.contains(where: { $0.name == name }) {
      reader.note(
        reader.source.root["prices"]?[name] ?? element, "there is no channel '\(name)' to price",
        hint: NearestName.of(name, in: channels.map(\.name)).map { "did you mean '\($0)'?" })
    }
  }

  static func stage(named name: String) -> Channel.Stage {
    Channel.Stage(
      status: Array(name.utf8), event: Array(name.utf8), after: .zero, error: [], isFree: false)
  }

  private mutating func stages(_ element: JSONElement, of course: DeliveryCourse) -> [Channel.Stage]
  {
    guard element.kind == .array, !element.elements.isEmpty else {
      reader.note(element, "the course '\(course.rawValue)' must be a list of stages")
      return []
    }
    var result: [Channel.Stage] = []
    var last = Interval.zero
    for element in element.elements {
      guard
        let fields = reader.fields(
          of: element, "a stage", keys: ["status", "event", "after", "error", "free"]),
        let statusElement = reader.required("status", of: fields),
        let status = reader.string(statusElement, "a stage's status")
      else { continue }
      let after = fields["after"].flatMap { reader.interval($0, "'after'") } ?? last
      if after < last {
        reader.note(fields["after"] ?? element, "a stage can't come before the one above it")
      }
      last = max(last, after)
      result.append(
        Channel.Stage(
          status: Array(status.utf8),
          event: Array((fields["event"].flatMap { reader.string($0, "'event'") } ?? status).utf8),
          after: after,
          error: Array((fields["error"].flatMap { reader.string($0, "'error'") } ?? "").utf8),
          isFree: fields["free"].flatMap { reader.boolean($0, "'free'") } ?? false))
    }
    return result
  }

  mutating func readCredentials(_ element: JSONElement) {
    guard element.kind == .array, !element.elements.isEmpty else {
      reader.note(element, "'credentials' must be a list with at least one entry")
      return
    }
    for element in element.elements {
      guard
        let fields = reader.fields(
          of: element, "a credential", keys: ["scheme", "account", "secret", "equals"]),
        let schemeElement = reader.required("scheme", of: fields),
        let scheme = reader.word(
          schemeElement, "the scheme",
          among: CredentialRule.Scheme.allCases.map { ($0.rawValue, $0) })
      else { continue }
      func texts(_ name: String, _ reader: inout DocumentReader) -> [String] {
        fields[name].map { reader.strings($0, "'\(name)'").map(\.text) } ?? []
      }
      let rule = CredentialRule(
        scheme: scheme, account: texts("account", &reader), secret: texts("secret", &reader),
        equals: texts("equals", &reader))
      if scheme == .arguments, rule.secret.isEmpty {
        reader.note(
          element, "credentials in arguments need the place of the secret",
          hint: "for example \"secret\": \"argument/api_secret\"")
      }
      if scheme != .arguments, !rule.account.isEmpty || !rule.secret.isEmpty {
        reader.note(
          element, "'account' and 'secret' are places in arguments",
          hint: "'\(scheme.rawValue)' takes them from the Authorization field")
      }
      credentials.append(rule)
    }
  }
}
