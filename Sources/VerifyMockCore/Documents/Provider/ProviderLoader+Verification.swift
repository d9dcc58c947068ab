import VerifyMockJSON
import VerifyMockContract

/// What applies to all operations: prices, rules of verifications, channels, credentials, callbacks.
extension ProviderLoader {
  mutating func readPrices(
    _ entries: [(name: String, key: JSONElement, value: JSONElement)]
  ) {
    let price = ValueForm<[UInt8]>("a decimal number", example: "\"0.0500\"") {
      $0.string.flatMap { JSONDecimal($0) } == nil ? nil : $0.stringBytes
    }
    for (name, _, element) in entries {
      guard let text = reader.value(element, "the price '\(name)'", price) else { continue }
      if name == "approval" {
        prices.approvalText = text
        prices.approvalZero = Prices.zero(like: text)
      } else {
        prices.channels[name] = text
      }
    }
  }

  mutating func readVerification(_ element: JSONElement) {
    let keys = [
      "code", "lifetime", "again", "scope", "unique", "gone", "resend", "limits", "leaves", "keep",
      "words",
      "values", "identifiers",
    ]
    guard let fields = reader.object(element, "'verification'", keys: keys) else { return }
    for (name, _, value) in fields.entries("keep") {
      rules.keptNames.append(name)
      if value.kind == .object {
        let constant = reader.object(value, "the kept value '\(name)'", keys: ["value"])
        if let element = constant?.required("value") {
          rules.keptConstants.append((rules.keptNames.count - 1, Array(element.rawText.utf8)))
        }
        keepLocations.append([])
      } else {
        keepLocations.append(reader.values(value, "a kept value's location", .string))
      }
    }
    if let code = fields.object("code", keys: ["length", "alphabet", "placeholder"]) {
      code.read("length", .integer(1...32), into: &rules.codeLength)
      code.read("alphabet", .word, into: &rules.alphabet)
      rules.codePlaceholder = code.value("placeholder", .bytes)
    }
    fields.read("lifetime", .duration, into: &rules.lifetime)
    fields.read("again", .word, into: &rules.again)
    if let element = fields["scope"] { readScope(element) }
    if let element = fields["gone"] {
      let states = reader.values(element, "'gone'", ValueForm<VerificationStatus>.word)
      rules.gone = Set(states.map(\.value))
    }
    if let element = fields["unique"] {
      rules.unique = reader.values(
        element, "'unique'", .word(among: rules.keptNames.enumerated().map { ("kept." + $1, $0) })
      ).map(\.value)
    }
    if let resend = fields.object("resend", keys: ["code", "lifetime", "id"]) {
      resend.read(
        "code", .word(among: [("same", .keep), ("new", .renew)]), into: &rules.resend.code)
      resend.read("id", .word(among: [("same", .keep), ("new", .renew)]), into: &rules.resend.id)
      resend.read(
        "lifetime", .word(among: [("keep", .keep), ("restart", .renew)]),
        into: &rules.resend.lifetime)
    }
    if let element = fields["limits"] { readLimits(element) }
    fields.read("leaves", .word(among: [("number", true)]), into: &rules.leavesNumber)
    readWords(fields.entries("words"))
    for (name, _, value) in fields.entries("values") {
      if let value = wordValue(name, value) { rules.values.append(value) }
    }
    if let element = fields["identifiers"] { readIdentifiers(element) }
  }

  private mutating func readScope(_ element: JSONElement) {
    let kept = rules.keptNames.indices.map { index in
      ("kept." + rules.keptNames[index], VerificationRules.ScopeKey.kept(index))
    }
    rules.scope = reader.values(element, "'scope'", .word(among: [("channel", .channel)] + kept))
      .map(\.value)
  }

  private mutating func readLimits(_ element: JSONElement) {
    let keys = [
      "sends", "resends", "checks", "resendGap", "sendGap", "requests", "checksExhausted",
    ]
    guard let fields = reader.object(element, "'limits'", keys: keys) else { return }
    let count = ValueForm.integer(1...1_000_000)
    rules.limits.sends = limit("sends", of: fields, count)
    rules.limits.resends = limit("resends", of: fields, count)
    rules.limits.checks = limit("checks", of: fields, count)
    rules.limits.resendGap = limit("resendGap", of: fields, .duration)
    rules.limits.sendGap = limit("sendGap", of: fields, .duration)
    rules.limits.requests = limit("requests", of: fields, .rate)
    fields.read("checksExhausted", .word, into: &rules.limits.checksExhausted)
  }

  /// A limit is a bare value, which counts as documented, or an object of value and certainty.
  private func limit<Value>(
    _ name: String, of fields: DocumentObject, _ form: ValueForm<Value>
  ) -> VerificationRules.Limit<Value>? {
    guard fields[name]?.kind == .object else {
      return fields.value(name, form).map { .init(value: $0, certainty: .documented) }
    }
    guard let limit = fields.object(name, keys: ["value", "certainty"]) else { return nil }
    let certainty = limit.value("certainty", .word) ?? Certainty.documented
    return limit.required("value", form).map { .init(value: $0, certainty: certainty) }
  }

  private mutating func readWords(
    _ entries: [(name: String, key: JSONElement, value: JSONElement)]
  ) {
    for (name, key, value) in entries {
      guard let subject = Words.Subject(rawValue: name) else {
        let known = Words.Subject.allCases.map(\.rawValue)
        reader.note(key, .unknownKey(name, of: "'words'", known: known))
        continue
      }
      let words = reader.entries(of: value, "the words for '\(name)'")
      for (word, key, _) in words
      where [.status, .callbackStatus].contains(subject)
        && VerificationStatus(rawValue: word) == nil
      {
        let known = VerificationStatus.allCases.map(\.rawValue)
        reader.note(key, .unknownName(UnknownName("status", word, known: known)))
      }
      rules.words.set(
        subject,
        words.compactMap { word, _, value in
          reader.value(value, "a word", .string).map { (word, $0) }
        })
    }
  }

  /// One table of values: for one subject, by the engine's words, and `else` for the others.
  private func wordValue(_ name: String, _ element: JSONElement) -> WordValue? {
    let subjects: [Words.Subject] = [.status, .channel, .verdict]
    guard
      let fields = reader.object(
        element, "the value '\(name)'", keys: subjects.map(\.rawValue) + ["else"])
    else { return nil }
    let named = subjects.filter { fields[$0.rawValue] != nil }
    guard let subject = named.first, named.count == 1 else {
      reader.note(
        element, "the value '\(name)' must have one of 'status', 'channel' and 'verdict'",
        remedy: "for example { \"status\": { \"approved\": true }, \"else\": false }")
      return nil
    }
    let known: [String]? =
      switch subject {
      case .status: VerificationStatus.allCases.map(\.rawValue)
      case .verdict: ["right", "wrong"]
      default: nil
      }
    var table: [String: [UInt8]] = [:]
    for (word, key, value) in fields.entries(subject.rawValue) {
      if let known, !known.contains(word) {
        reader.note(key, .unknownName(UnknownName(subject.rawValue, word, known: known)))
      }
      table[word] = JSONValue(value).bytes()
    }
    return WordValue(
      name: name, subject: subject, table: table,
      otherwise: fields["else"].map { JSONValue($0).bytes() })
  }

  /// A text is the pattern of verifications; an object has one for each kind.
  private mutating func readIdentifiers(_ element: JSONElement) {
    let kinds: [(String, WritableKeyPath<VerificationRules.Identifiers, IdentifierPattern>)] = [
      ("verification", \.verification), ("attempt", \.attempt), ("check", \.check),
      ("request", \.request), ("account", \.account), ("nonce", \.nonce),
    ]
    if element.kind == .string {
      if let pattern = reader.value(element, "'identifiers'", .identifier) {
        rules.identifiers.verification = pattern
      }
    } else if let fields = reader.object(element, "'identifiers'", keys: kinds.map(\.0)) {
      for (name, path) in kinds {
        fields.read(name, .identifier, into: &rules.identifiers[keyPath: path])
      }
    }
  }

  mutating func readChannels(_ element: JSONElement) {
    let keys = ["message"] + DeliveryCourse.allCases.map(\.rawValue)
    for (name, _, value) in reader.entries(of: element, "'channels'") {
      guard let fields = reader.object(value, "the channel '\(name)'", keys: keys),
        let message = fields.required("message"),
        let template = templates.text(
          message, naming: [.request, .account, .verification, .attempt], allowsCode: true)
      else { continue }
      var courses = Channel.Courses()
      for course in DeliveryCourse.allCases {
        courses[course] = fields[course.rawValue].map { stages($0, of: course) }
      }
      if courses[.delivered] == nil {
        let name = Array(DeliveryCourse.delivered.rawValue.utf8)
        courses[.delivered] = [
          .init(status: name, event: name, after: .zero, error: [], isFree: false)
        ]
      }
      channels.append(
        Channel(name: name, message: template, price: prices.channels[name], courses: courses))
    }
    if channels.isEmpty { reader.note(element, "a provider needs a channel") }
    let known = channels.map(\.name)
    for name in prices.channels.keys.sorted() where !known.contains(name) {
      reader.note(
        reader.source.root["prices"]?[name] ?? element,
        .unknownName(UnknownName("channel", name, known: known)))
    }
  }

  private func stages(_ element: JSONElement, of course: DeliveryCourse) -> [Channel.Stage] {
    var last = Interval.zero
    return reader.list(element, "the course '\(course.rawValue)'", atLeast: 1).compactMap { stage in
      guard
        let fields = reader.object(
          stage, "a stage", keys: ["status", "event", "after", "error", "free"]),
        let status = fields.required("status", .bytes)
      else { return nil }
      let after = fields.value("after", .duration) ?? last
      if after < last {
        reader.note(fields["after"] ?? stage, "a stage can't come before the one above it")
      }
      last = max(last, after)
      return Channel.Stage(
        status: status, event: fields.value("event", .bytes) ?? status, after: after,
        error: fields.value("error", .bytes) ?? [], isFree: fields.value("free", .boolean) ?? false)
    }
  }

  mutating func readCredentials(_ element: JSONElement) {
    for element in reader.list(element, "'credentials'", atLeast: 1) {
      guard let scheme = credentialScheme(element),
        let fields = reader.object(
          element, "a '\(scheme.rawValue)' credential", keys: ["scheme", "equals"] + scheme.keys),
        let form = form(of: scheme, fields)
      else { continue }
      credentials.append(CredentialRule(form: form, equals: fields.texts("equals")))
    }
  }

  /// The words for the forms of credentials, and the further keys of each.
  private enum CredentialScheme: String, CaseIterable {
    case basic, bearer, header, arguments

    var keys: [String] {
      switch self {
      case .basic: []
      case .bearer: ["claim"]
      case .header: ["header", "pattern"]
      case .arguments: ["account", "secret"]
      }
    }
  }

  private func credentialScheme(_ element: JSONElement) -> CredentialScheme? {
    guard element.kind == .object, let scheme = element["scheme"] else {
      reader.note(
        element, "credentials need a 'scheme'",
        remedy: "one of " + CredentialScheme.allCases.map(\.rawValue).joined(separator: ", "))
      return nil
    }
    return reader.value(scheme, "'scheme'", .word)
  }

  private func form(
    of scheme: CredentialScheme, _ fields: DocumentObject
  ) -> CredentialRule.Form? {
    switch scheme {
    case .basic: return .basic
    case .bearer: return fields.value("claim", .string).map { .jwt(claim: $0) } ?? .bearer
    case .header:
      guard let text = fields.required("pattern", .string) else { return nil }
      guard let pattern = CredentialPattern(text) else {
        reader.note(
          fields["pattern"] ?? fields.element, "'\(text)' is no pattern of credentials",
          remedy: "literal text around {account} and at most one other name, "
            + "such as \"App {account}\" or \"Key {account}:{signature}\"")
        return nil
      }
      return .header(name: fields.value("header", .string) ?? "Authorization", pattern)
    case .arguments:
      let secret = fields.texts("secret")
      if secret.isEmpty {
        reader.note(
          fields.element, "credentials in arguments need the place of the secret",
          remedy: "for example \"secret\": \"argument/api_secret\"")
      }
      return .arguments(account: fields.texts("account"), secret: secret)
    }
  }

  func callbacks(_ element: JSONElement) -> CallbackRules? {
    guard
      let fields = reader.object(
        element, "'callbacks'", keys: ["on", "retry", "method", "fields", "signatures"]),
      let events = fields.required("on"), fields.required("fields") != nil
    else { return nil }
    let subjects: Set<Term.Subject> = [.request, .account, .verification, .attempt]
    return CallbackRules(
      events: Set(reader.values(events, "an event", .word).map(\.value)),
      retries: fields.list("retry").compactMap { reader.value($0, "a retry", .duration) },
      fields: fields.entries("fields").compactMap { name, _, value in
        templates.text(value, naming: subjects).map { (name, $0) }
      },
      signatures: fields.entries("signatures").compactMap { signature($0.name, $0.value) },
      method: fields.value("method", .word(among: [("POST", "POST"), ("GET", "GET")])) ?? "POST")
  }

  private func signature(_ name: String, _ element: JSONElement) -> CallbackRules.Signature? {
    guard
      let fields = reader.object(
        element, "the signature '\(name)'",
        keys: ["headers", "nonce", "over", "algorithm", "encoding"]),
      fields.required("headers") != nil, let over = fields.required("over")
    else { return nil }
    let signed = over.kind == .array ? over.elements : [over]
    return CallbackRules.Signature(
      name: name, headers: fields.texts("headers"), nonceHeader: fields.value("nonce", .string),
      over: signed.compactMap {
        templates.text($0, naming: [.callback, .account, .verification, .attempt])
      },
      mac: fields.value("algorithm", .word) ?? .sha256,
      encoding: fields.value("encoding", .word) ?? .base64)
  }
}
