import VerifyMockCore
import VerifyMockHTTP
import VerifyMockJSON

extension Checker {
  /// Checks that callbacks arrived complete, in order and signed.
  mutating func checkCallbacks(_ received: [CallbackRequest]?) {
    guard let received, let provider, let rules = provider.callbacks,
      let address = options.callbackURL, let send = record(.send(.main)), send.isSuccess,
      let id = send.reading?.text(.verificationID)
    else { return }
    let idField = rules.fields.first { Self.term($0.value) == .verificationID }?.name
    let own = received.map { ($0, Self.fields($0)) }.filter { _, fields in
      idField.map { name in Self.text(name, fields) == id } ?? true
    }
    guard !own.isEmpty else {
      report(Finding(.callbacks, "no callback arrived", expected: "callbacks to \(address)"), send)
      return
    }
    for (request, fields) in own {
      checkFields(fields, rules, provider, send)
      for signature in rules.signatures {
        guard let account = options.credentials else { continue }
        let isValid = ([provider] + forms).contains { form in
          let own = form.callbacks?.signatures.first { $0.name == signature.name }
          // A form without the signature has none of its fields either.
          guard let own else {
            return !signature.headers.contains { name in
              request.headers.contains { $0.name.lowercased() == name.lowercased() }
            }
          }
          return own.isValid(
            on: request, to: address, fields: fields, of: provider, account: account)
        }
        if !isValid {
          callback("the signature '\(signature.name)' does not verify", send, key: "signature")
        }
      }
    }
    checkCourse(own.map(\.1), rules, provider, send)
  }

  private mutating func callback(
    _ what: String, _ send: StepRecord, expected: String? = nil, got: String? = nil,
    key: String? = nil
  ) {
    var finding = Finding(.callbacks, what, at: "callback", expected: expected, got: got)
    finding.key = "callback|\(key ?? what)"
    report(finding, send)
  }

  private mutating func checkFields(
    _ fields: [(name: String, value: [UInt8])], _ rules: CallbackRules, _ provider: Provider,
    _ send: StepRecord
  ) {
    for (name, template) in rules.fields {
      guard let text = Self.text(name, fields) else {
        callback("the attribute '\(name)' is missing", send)
        continue
      }
      // A word that answers also use was reported there.
      if findings.contains(where: { $0.got == text || $0.got == "\"\(text)\"" }) { continue }
      let words = provider.verification.words
      switch Self.term(template) {
      case .verificationStatus?:
        let known = VerificationStatus.allCases.map { words.word(for: $0.name, .callbackStatus) }
        if !known.contains(where: { $0.lowercased() == text.lowercased() }) {
          callback("the attribute '\(name)' is no documented status", send, got: text)
        }
      case .attemptEvent?:
        let known = provider.channels.flatMap { channel in
          channel.courses.values.flatMap { $0.map { String(decoding: $0.event, as: UTF8.self) } }
        }
        if !known.contains(text) {
          callback(
            "the attribute '\(name)' is no documented status", send,
            expected: Set(known).sorted().joined(separator: ", "), got: text)
        }
      case .verificationRecipient?:
        if let sent = send.recipient, PhoneNumber(text) != PhoneNumber(sent) {
          callback("the attribute '\(name)' is another recipient", send, expected: sent, got: text)
        }
      default: break
      }
    }
  }

  /// Checks that the stages of an attempt arrive in the order of one of its courses.
  private mutating func checkCourse(
    _ callbacks: [[(name: String, value: [UInt8])]], _ rules: CallbackRules, _ provider: Provider,
    _ send: StepRecord
  ) {
    guard let event = rules.fields.first(where: { Self.term($0.value) == .attemptEvent })?.name
    else { return }
    let told = callbacks.compactMap { Self.text(event, $0) }
    let courses = provider.channels.flatMap { channel in
      channel.courses.values.map { $0.map { String(decoding: $0.event, as: UTF8.self) } }
    }
    let isKnown = told.allSatisfy { word in courses.contains { $0.contains(word) } }
    guard isKnown, !courses.contains(where: { Self.isOrdered(told, as: $0) }) else { return }
    callback("the stages are not in order", send, got: told.joined(separator: ", "))
  }

  private static func isOrdered(_ told: [String], as course: [String]) -> Bool {
    var last = 0
    for word in told {
      guard let index = course.firstIndex(of: word), index >= last else { return false }
      last = index
    }
    return true
  }

  private static func fields(
    _ request: CallbackRequest
  ) -> [(name: String, value: [UInt8])] {
    let bytes =
      request.method == "GET"
      ? Array(request.url.drop { $0 != "?" }.dropFirst().utf8) : request.body
    let pairs = FormCoding.pairs(bytes) ?? []
    return pairs.map { (String(decoding: $0.name, as: UTF8.self), $0.value) }
  }

  private static func text(
    _ name: String, _ fields: [(name: String, value: [UInt8])]
  ) -> String? {
    fields.first { $0.name == name }.map { String(decoding: $0.value, as: UTF8.self) }
  }

  /// The term of a template that is one placeholder.
  private static func term(_ template: Template) -> Term? {
    switch template.node {
    case .slot(let placeholder): return placeholder.term
    case .text(let segments):
      guard segments.count == 1, case .slot(let placeholder)? = segments.first else { return nil }
      return placeholder.term
    default: return nil
    }
  }
}
