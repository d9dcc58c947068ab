import VerifyMockJSON
import VerifyMockContract

extension ProviderLoader {
  mutating func readPrices(_ element: JSONElement) {
    for (name, _, value) in reader.entries(of: element, "the prices") {
      guard let text = reader.string(value, "a price") else { continue }
      guard let price = JSONDecimal(text) else {
        reader.note(value, "the price '\(text)' is not a decimal number")
        continue
      }
      if name == "approval" {
        prices.approval = price
        prices.approvalText = Array(text.utf8)
        prices.approvalZero = Self.zero(like: text)
      } else {
        prices.channels[name] = Array(text.utf8)
      }
    }
  }

  /// Zero at the scale of a price: `0.0000` for `0.0500`.
  static func zero(like price: String) -> [UInt8] {
    price.utf8.map { $0 == UInt8(ascii: ".") ? $0 : UInt8(ascii: "0") }
  }

  mutating func readVerification(_ element: JSONElement) {
    let keys = [
      "code", "lifetime", "again", "scope", "resend", "limits", "leaves", "keep", "words",
      "identifiers",
    ]
    guard let fields = reader.fields(of: element, "'verification'", keys: keys) else { return }
    if let element = fields["keep"] {
      for (name, _, value) in reader.entries(of: element, "'keep'") {
        rules.keptNames.append(name)
        keepLocations.append(reader.strings(value, "a kept value's location"))
      }
    }
    if let element = fields["code"] { readCode(element) }
    if let element = fields["lifetime"], let value = reader.interval(element, "the lifetime") {
      rules.lifetime = value
    }
    if let element = fields["again"],
      let word = reader.word(
        element, "'again'", among: VerificationRules.Again.allCases.map { ($0.rawValue, $0) })
    {
      rules.again = word
    }
    if let element = fields["scope"] { readScope(element) }
    if let element = fields["resend"] { readResend(element) }
    if let element = fields["limits"] { readLimits(element) }
    if let element = fields["leaves"] {
      rules.leavesNumber = reader.word(element, "'leaves'", among: [("number", true)]) ?? false
    }
    if let element = fields["words"] { readWords(element) }
    if let element = fields["identifiers"] { readIdentifiers(element) }
  }

  private mutating func readCode(_ element: JSONElement) {
    guard
      let fields = reader.fields(
        of: element, "'code'", keys: ["length", "alphabet", "placeholder"])
    else { return }
    if let element = fields["length"],
      let length = reader.integer(element, "a code's length", in: 1...32)
    {
      rules.codeLength = length
    }
    if let element = fields["alphabet"],
      let alphabet = reader.word(
        element, "the alphabet", among: CodeAlphabet.allCases.map { ($0.rawValue, $0) })
    {
      rules.alphabet = alphabet
    }
    if let element = fields["placeholder"],
      let text = reader.string(element, "the code's placeholder")
    {
      rules.codePlaceholder = Array(text.utf8)
    }
  }

  private mutating func readScope(_ element: JSONElement) {
    for (text, element) in reader.strings(element, "a scope") {
      if text == "channel" {
        rules.scope.append(.channel)
      } else if text.hasPrefix("kept."),
        let kept = rules.keptNames.firstIndex(of: String(text.dropFirst(5)))
      {
        rules.scope.append(.kept(kept))
      } else {
        let names = ["channel"] + rules.keptNames.map { "kept." + $0 }
        reader.note(
          element, "'\(text)' does not tell verifications apart",
          hint: NearestName.of(text, in: names).map { "did you mean '\($0)'?" })
      }
    }
  }

  private mutating func readResend(_ element: JSONElement) {
    typealias Change = VerificationRules.ResendRules.Change
    guard
      let fields = reader.fields(of: element, "'resend'", keys: ["code", "lifetime", "id"])
    else { return }
    let code: [(String, Change)] = [("same", .keep), ("new", .renew)]
    let lifetime: [(String, Change)] = [("keep", .keep), ("restart", .renew)]
    if let element = fields["code"] {
      rules.resend.code = reader.word(element, "the code", among: code) ?? .keep
    }
    if let element = fields["id"] {
      rules.resend.id = reader.word(element, "the id", among: code) ?? .keep
    }
    if let element = fields["lifetime"] {
      rules.resend.lifetime = reader.word(element, "the lifetime", among: lifetime) ?? .keep
    }
  }

  private mutating func readLimits(_ element: JSONElement) {
    let keys = [
      "sends", "resends", "checks", "resendGap", "sendGap", "requests", "checksExhausted",
    ]
    guard let fields = reader.fields(of: element, "'limits'", keys: keys) else { return }
    rules.limits.sends = count(fields["sends"])
    rules.limits.resends = count(fields["resends"])
    rules.limits.checks = count(fields["checks"])
    rules.limits.resendGap = gap(fields["resendGap"])
    rules.limits.sendGap = gap(fields["sendGap"])
    if let element = fields["requests"] {
      let (value, certainty) = limit(element)
      if let value, let rate = rate(value) {
        rules.limits.requests = .init(value: rate, certainty: certainty)
      }
    }
    if let element = fields["checksExhausted"] {
      rules.limits.checksExhausted =
        reader.word(
          element, "'checksExhausted'",
          among: VerificationRules.Limits.Exhaustion.allCases.map { ($0.rawValue, $0) }) ?? .after
    }
  }

  mutating func rate(_ element: JSONElement) -> Rate? {
    if let text = element.string, let rate = Rate(text) { return rate }
    reader.note(
      element, "a rate is a count and a duration, not \(element.rawText.prefix(40))",
      hint: "for example \"20/1m\"")
    return nil
  }

  private mutating func count(_ element: JSONElement?) -> VerificationRules.Limit<Int>? {
    guard let element else { return nil }
    let (value, certainty) = limit(element)
    return value.flatMap { reader.integer($0, "a limit", in: 1...1_000_000) }
      .map { .init(value: $0, certainty: certainty) }
  }

  private mutating func gap(_ element: JSONElement?) -> VerificationRules.Limit<Interval>? {
    guard let element else { return nil }
    let (value, certainty) = limit(element)
    return value.flatMap { reader.interval($0, "a gap") }
      .map { .init(value: $0, certainty: certainty) }
  }

  /// A limit is its value, or an object that tells how sure it is.
  private mutating func limit(_ element: JSONElement) -> (JSONElement?, Certainty) {
    guard element.kind == .object else { return (element, .documented) }
    guard let fields = reader.fields(of: element, "a limit", keys: ["value", "certainty"])
    else { return (nil, .assumed) }
    let value = reader.required("value", of: fields)
    return (value, fields["certainty"].flatMap { certainty($0) } ?? .documented)
  }

  mutating func certainty(_ element: JSONElement) -> Certainty? {
    reader.word(element, "the certainty", among: Certainty.allCases.map { ($0.rawValue, $0) })
  }

  private mutating func readWords(_ element: JSONElement) {
    for (name, key, value) in reader.entries(of: element, "'words'") {
      guard let subject = Words.Subject(rawValue: name) else {
        let names = Words.Subject.allCases.map(\.rawValue)
        reader.note(
          key, "there are no words for '\(name)'",
          hint: NearestName.of(name, in: names).map { "did you mean '\($0)'?" }
            ?? "there are for: " + names.joined(separator: ", "))
        continue
      }
      var pairs: [(String, String)] = []
      for (engine, key, value) in reader.entries(of: value, "the words for '\(name)'") {
        if subject == .status, VerificationStatus(name: engine) == nil {
          let names = VerificationStatus.allCases.map(\.name)
          reader.note(
            key, "there is no status '\(engine)'",
            hint: NearestName.of(engine, in: names).map { "did you mean '\($0)'?" }
              ?? "it is one of: " + names.joined(separator: ", "))
        }
        if let word = reader.string(value, "a word") { pairs.append((engine, word)) }
      }
      rules.words.set(subject, pairs)
    }
  }

  private mutating func readIdentifiers(_ element: JSONElement) {
    typealias Identifiers = VerificationRules.Identifiers
    let kinds: [(String, WritableKeyPath<Identifiers, IdentifierPattern>)] = [
      ("verification", \.verification), ("attempt", \.attempt), ("check", \.check),
      ("request", \.request), ("account", \.account), ("nonce", \.nonce),
    ]
    // A text alone is how verifications are named.
    if let text = element.string {
      if let pattern = IdentifierPattern(text) {
        rules.identifiers.verification = pattern
      } else {
        noteBadPattern(text, element)
      }
      return
    }
    guard
      let fields = reader.fields(of: element, "'identifiers'", keys: kinds.map(\.0))
    else { return }
    for (name, path) in kinds {
      guard let element = fields[name], let text = reader.string(element, "an identifier")
      else { continue }
      guard let pattern = IdentifierPattern(text) else {
        noteBadPattern(text, element)
        continue
      }
      rules.identifiers[keyPath: path] = pattern
    }
  }

  private mutating func noteBadPattern(_ text: String, _ element: JSONElement) {
    reader.note(
      element, "'\(text)' is not an identifier's pattern",
      hint: "for example \"{uuid}\", \"AB{hex:32}\" or \"{digits:12}\"")
  }
}
