import VerifyMockCore
import VerifyMockHTTP
import VerifyMockJSON
import VerifyMockContract

extension Checker {
  /// Whether an answer is of the kind that its step expects; reports it when not.
  mutating func checkOutcome(_ record: StepRecord, _ response: HTTPReceivedResponse) -> Bool {
    let step = record.step
    let status = response.status
    let known = step.contract.response(status: status) != nil
    switch step.expectation {
    case .outcome(let outcome): return checkAnswer(outcome, record, status, known)
    case .documented: return checkDocumented(record, status, known)
    case .noServerError:
      if status < 500 || status == 501 { return known }
      return refuse(record, status, Refusal(expected: "anything but a 5xx"))
    case .notAccepted:
      if 300..<500 ~= status || status == 501 { return known }
      return refuse(
        record, status, Refusal(expected: "a refusal", certainty: bodyCertainty(step)))
    case .served:
      if ![404, 405, 501].contains(status), status < 500 { return known }
      return refuse(
        record, status,
        Refusal(
          expected: "an answer of the operation", what: "a documented spelling is not served"))
    case .found:
      let isNamed = step.values.contains {
        if case .identifier = $0.value { record.asked[$0.location] != nil } else { false }
      }
      guard status == 404 || status == 410, isNamed else {
        return checkDocumented(record, status, known, .status)
      }
      return refuse(
        record, status,
        Refusal(
          expected: "what an earlier answer named", what: "what exists is not found",
          check: .sendThenGet))
    case .gone:
      if 200..<300 ~= status {
        return refuse(
          record, status, Refusal(expected: "404", what: "what was deleted is still there"))
      }
      return status == 404 || status == 410 ? known : checkDocumented(record, status, known)
    case .unknown: return checkUnknown(record, status, known)
    case .methodNotAllowed: return checkMethod(record, response)
    case .refusal(let outcomes): return checkRefusal(outcomes, record, status, known)
    }
  }

  /// What an unexpected status is reported with.
  private struct Refusal {
    var expected: String
    /// The documented status that was to come.
    var wanted: Int?
    /// How sure the broken statement is.
    var certainty: Certainty?
    var what: String?
    var severity: Severity?
    var check: Check?
    /// Whether it matters however sure the documents are of the wording.
    var isSafety = false
  }

  private mutating func checkDocumented(
    _ record: StepRecord, _ status: Int, _ known: Bool, _ check: Check? = nil
  ) -> Bool {
    let step = record.step
    if known || isTolerated(status) { return true }
    var refusal = Refusal(expected: documented(step))
    refusal.check = check
    if status == 404, let names = inventedIDs(record) {
      refusal.severity = .warning
      refusal.what =
        "404 may be right: the values of \(names) are invented, and no 404 is documented"
    }
    return refuse(record, status, refusal)
  }

  /// Checks the answer about an id that nothing has; a PUT may create it, a DELETE needs not mind.
  private mutating func checkUnknown(_ record: StepRecord, _ status: Int, _ known: Bool) -> Bool {
    let mayAccept = ["PUT", "DELETE", "POST"].contains(record.step.contract.method)
    if status >= 500 || 200..<300 ~= status && !mayAccept {
      return refuse(
        record, status,
        Refusal(
          expected: "404",
          what: status < 300 ? "an id that nothing has is found" : "unexpected status \(status)"))
    }
    return known
  }

  private mutating func checkRefusal(
    _ outcomes: [Outcome], _ record: StepRecord, _ status: Int, _ known: Bool
  ) -> Bool {
    let step = record.step
    let answers = outcomes.compactMap { answer($0, step) }
    let statuses = Set(answers.map(\.status)).sorted()
    var refusal = Refusal(
      expected: statuses.isEmpty ? "a 4xx" : statuses.map(String.init).joined(separator: " or "),
      wanted: statuses.first, certainty: step.statement?.provenance.certainty)
    if 200..<300 ~= status, outcomes.contains(where: { isTold($0, record) }) { return true }
    if step.outcomeCheck == .otherAccount, tellsState(record) {
      refusal.isSafety = true
      refusal.what = "the answer tells how another account's verification stands"
      return refuse(record, status, refusal)
    }
    guard 400..<500 ~= status else { return refuse(record, status, refusal) }
    // The provider's own document may know a status that the contract lacks.
    if known || isTolerated(status) || statuses.contains(status) { return true }
    if step.outcomeCheck == .otherAccount { return true }
    let wanted = statuses.first.flatMap { step.contract.response(status: $0) }
    if wanted?.provenance.certainty != .documented { refusal.severity = .warning }
    return refuse(record, status, refusal)
  }

  /// Whether an answer is one that only whoever owns the verification is to have.
  private mutating func tellsState(_ record: StepRecord) -> Bool {
    let states: Set<Outcome> = [
      .rateLimitedTooSoon, .rateLimitedTooMany, .expired, .alreadyVerified, .alreadyCanceled,
      .checksExhausted,
    ]
    let told = told(record)
    guard !told.isEmpty, told.isSubset(of: states), let operation = record.step.operation,
      let unknown = self.record(.unknownID(operation: operation.id))?.response
    else { return false }
    // An endpoint may refuse every id that is not the account's alike.
    return unknown.status != record.response?.status || unknown.body != record.response?.body
  }

  /// Whether an undocumented refusal is accepted.
  private func isTolerated(_ status: Int) -> Bool {
    options.strictness == .lenient && 400..<500 ~= status
  }

  /// How sure it is what a request's body must be.
  private func bodyCertainty(_ step: PlanStep) -> Certainty? {
    step.contract.requestBody?.provenance.certainty
  }

  /// The path's parameters whose values were invented from the contract alone; nil without any.
  private func inventedIDs(_ record: StepRecord) -> String? {
    let step = record.step
    guard step.operation == nil,
      let names = step.contract.path?.parameterNames.filter({ record.asked["path/" + $0] == nil }),
      !names.isEmpty
    else { return nil }
    return names.map { "'\($0)'" }.joined(separator: ", ")
  }

  private func documented(_ step: PlanStep) -> String {
    "one of " + step.contract.responses.map(\.status.description).joined(separator: ", ")
  }

  private func answer(_ outcome: Outcome, _ step: PlanStep) -> Answer? {
    guard let operation = step.operation else { return nil }
    return operation.answer(to: outcome) ?? operation.answer(to: outcome.base)
  }

  private mutating func refuse(_ record: StepRecord, _ status: Int, _ refusal: Refusal) -> Bool {
    let step = record.step
    let check = refusal.check ?? step.outcomeCheck
    // A server error is one whatever else is documented.
    let basis = status >= 500 || refusal.isSafety ? nil : refusal.certainty
    var finding = Finding(
      check, refusal.what ?? "unexpected status \(status)", at: "status",
      expected: refusal.expected, got: "\(status)", certainty: basis, severity: refusal.severity)
    finding.severity = min(finding.severity, step.mostSevere)
    finding.certainty = refusal.certainty
    finding.status = status
    if let statement = step.statement {
      finding.contractPlace = contract.place(at: statement.pointer).description
      finding.source = statement.provenance.source
    } else if let wanted = refusal.wanted.flatMap({ step.contract.response(status: $0) }) {
      // The place is where the expected answer stands, not the one that came.
      finding.contractPlace = contract.place(at: wanted.pointer).description
      finding.source = wanted.provenance.source
    } else {
      finding.contractPlace = contract.place(at: step.contract.pointer).description
      finding.source = step.contract.provenance.source
    }
    // One router answers every path's methods, one door keeps every operation; other outcomes are
    // an operation's own.
    let isShared = check == .undocumentedMethod || FindingMerge.isAccess(check)
    finding.key = "\(check.rawValue)|status|\(status)|\(isShared ? "" : step.contract.id)"
    if FindingMerge.isAccess(check) { finding.key = "\(check.rawValue)|access" }
    report(finding, record)
    return false
  }

  private mutating func checkAnswer(
    _ outcome: Outcome, _ record: StepRecord, _ status: Int, _ known: Bool
  ) -> Bool {
    let step = record.step
    guard let answer = answer(outcome, step) else { return true }
    return outcome.isSuccess
      ? checkSuccess(outcome, answer, record, status, known)
      : checkRefused(outcome, answer, record, status, known)
  }

  private mutating func checkSuccess(
    _ outcome: Outcome, _ answer: Answer, _ record: StepRecord, _ status: Int, _ known: Bool
  ) -> Bool {
    let step = record.step
    var refusal = Refusal(
      expected: "\(answer.status): \(Self.words(outcome))", wanted: answer.status,
      certainty: step.contract.provenance.certainty)
    guard 200..<300 ~= status else { return refuse(record, status, refusal) }
    let told = told(record)
    if !told.isEmpty, !told.contains(outcome) {
      let names = told.map(\.name).sorted().joined(separator: ", ")
      refusal.expected = Self.words(outcome)
      refusal.what =
        told.count > 3
        ? "the answer is not the one of '\(outcome.name)'"
        : "the answer reports '\(names)' where '\(outcome.name)' is expected"
      return refuse(record, status, refusal)
    }
    if status == answer.status { return true }
    guard known else {
      refusal.check = .status
      refusal.expected = documented(step)
      return refuse(record, status, refusal)
    }
    // A status that a documented or observed form has is as good as the canonical one.
    let forms = forms
    let isForm = forms.contains { self.answer(outcome, step, in: $0)?.status == status }
    if isForm, options.strictness != .strict { return true }
    refusal.check = .status
    refusal.expected = "\(answer.status)"
    refusal.what = "the status is documented, but not the expected one"
    refusal.severity = options.strictness == .strict ? .failure : .warning
    _ = refuse(record, status, refusal)
    return true
  }

  /// Checks a refusal: right when any documented form says so, or when nothing documented says how.
  private mutating func checkRefused(
    _ outcome: Outcome, _ answer: Answer, _ record: StepRecord, _ status: Int, _ known: Bool
  ) -> Bool {
    let step = record.step
    let certainty = statusCertainty(outcome, answer, step)
    var refusal = Refusal(
      expected: "\(answer.status): \(Self.words(outcome))", wanted: answer.status,
      certainty: certainty)
    if isTold(outcome, record) {
      if status == answer.status { checkText(outcome, answer, record) }
      return true
    }
    if 200..<300 ~= status {
      let told = told(record)
      if !told.isEmpty, told.count <= 3 {
        let names = told.map(\.name).sorted().joined(separator: ", ")
        refusal.what = "the answer reports '\(names)' where '\(outcome.name)' is expected"
      }
      refusal.isSafety = true
      return refuse(record, status, refusal)
    }
    if status == answer.status {
      checkText(outcome, answer, record)
      return true
    }
    guard 400..<500 ~= status, certainty != .documented else {
      return refuse(record, status, refusal)
    }
    switch outcome {
    case .unauthorizedMismatch where known: return true
    // Anything else says that the request was looked at before who sends it.
    case _ where outcome.base == .unauthorized && ![401, 403, 407].contains(status): break
    // These say something else about the request.
    case _ where outcome.base != .unauthorized && [401, 402, 405].contains(status): break
    case .wrongCode where step.outcomeCheck == .attemptLimit && status == 429:
      refusal.what = "checks are refused before the documented limit"
      refusal.isSafety = true
      return refuse(record, status, refusal)
    default: if known, certainty == .assumed || isTolerated(status) { return true }
    }
    refusal.severity = .warning
    return refuse(record, status, refusal)
  }

  /// How sure it is that an outcome has its status.
  ///
  /// A table of statuses documents what a status means for every request. The status for the result of
  /// a code check is documented only where that outcome is.
  private func statusCertainty(
    _ outcome: Outcome, _ answer: Answer, _ step: PlanStep
  ) -> Certainty {
    switch outcome {
    case .unauthorizedMismatch: return .assumed
    case _ where [.unauthorized, .notFound, .methodNotAllowed].contains(outcome.base):
      let table = step.contract.response(status: answer.status)?.provenance.certainty
      return table == .documented ? .documented : answer.certainty
    default: return answer.certainty
    }
  }

  /// Checks the texts and codes that the documents give an error.
  private mutating func checkText(_ outcome: Outcome, _ answer: Answer, _ record: StepRecord) {
    guard options.strictness != .lenient, answer.certainty == .documented,
      let body = record.body?.root, let response = record.response,
      let content = record.step.contract.response(status: response.status)?.json,
      let difference = Self.differences(answer, body).first
    else { return }
    let forms = forms
    let isForm = forms.contains { form in
      // Another form of the body; the text in it is then another, too.
      guard let other = self.answer(outcome, record.step, in: form), let template = other.body,
        template.node != answer.body?.node
      else { return false }
      return other.status == answer.status
        && TemplateReading(template.node, body).differences.isEmpty
    }
    guard !isForm, let facts = facts(at: difference.path, below: content.facts) else { return }
    let statement = contract.provenance(at: facts.pointer)
    guard statement.certainty ?? .documented == .documented else { return }
    var finding = Finding(
      .errorShape, "the text is not the documented one",
      at: "body/" + difference.path.joined(separator: "/") + " (\(difference.value.position))",
      expected: difference.expected, got: difference.value.string, certainty: statement.certainty)
    finding.contractPlace = contract.place(at: facts.pointer).description
    finding.source = statement.source
    finding.key = "text|\(difference.path.joined(separator: "/"))|\(difference.expected)"
    report(finding, record)
  }

  /// Where a body has another text than an answer's.
  private static func differences(
    _ answer: Answer, _ body: JSONElement
  ) -> [TemplateReading.Difference] {
    guard let template = answer.body else { return [] }
    let reading = TemplateReading(template.node, body)
    guard let text = answer.text, let slot = reading.slot(.outcomeText) else {
      return reading.differences
    }
    let found = TemplateReading(text.node, slot.value).differences
    return reading.differences
      + found.map {
        TemplateReading.Difference(path: slot.path, expected: $0.expected, value: $0.value)
      }
  }

  /// The facts of the value at a path of a body.
  private func facts(at path: [String], below id: SchemaFactsID) -> SchemaFacts? {
    var facts = contract.facts(id)
    for name in path {
      guard let next = facts.property(name)?.facts ?? facts.items else { return nil }
      facts = contract.facts(next)
    }
    return facts
  }

  /// `wrong code`
  private static func words(_ outcome: Outcome) -> String {
    String(outcome.name.map { $0 == "-" ? " " : $0 == "/" ? "," : $0 })
  }

  private mutating func checkMethod(
    _ record: StepRecord, _ response: HTTPReceivedResponse
  ) -> Bool {
    // A provider may be documented to answer otherwise.
    if let answer = answer(.methodNotAllowed, record.step) ?? provider?.answers[.methodNotAllowed],
      response.status == answer.status, answer.status != 405
    {
      return true
    }
    guard response.status == 405 || response.status == 501 else {
      return refuse(
        record, response.status, Refusal(expected: "405 with Allow", wanted: 405))
    }
    guard response.status == 405 else { return true }
    guard let allow = response.value(of: "allow") else {
      var finding = Finding(
        .undocumentedMethod, "a 405 must have an Allow field", at: "header/Allow",
        expected: "the methods of the path", got: "no Allow")
      finding.key = "allow"
      report(finding, record)
      return true
    }
    let named = Set(
      String(decoding: allow, as: UTF8.self).split(separator: ",").map {
        $0.filter { $0 != " " && $0 != "\t" }.uppercased()
      })
    let path = record.step.contract.path
    let missing = contract.operations.filter { $0.path == path }.map(\.method).filter {
      !named.contains($0)
    }
    guard !missing.isEmpty else { return true }
    var finding = Finding(
      .undocumentedMethod, "Allow leaves out methods of the path", at: "header/Allow",
      expected: missing.joined(separator: ", ") + " among them",
      got: String(decoding: allow, as: UTF8.self),
      // Frameworks that route by method know no more than one of them.
      severity: provider == nil ? .warning : nil)
    finding.key = "allow incomplete"
    report(finding, record)
    return true
  }
}

// MARK: Forms

extension Checker {
  /// The provider as each quirk has it that its documents or clients show.
  static func forms(of provider: Provider?) -> [Provider] {
    guard let provider else { return [] }
    return provider.quirks.filter { $0.certainty != .assumed }.compactMap {
      try? provider.applying([$0])
    }
  }

  private func operation(_ step: PlanStep, in form: Provider) -> ProviderOperation? {
    step.operation.flatMap { form.operation($0.id) }
  }

  func answer(_ outcome: Outcome, _ step: PlanStep, in form: Provider) -> Answer? {
    operation(step, in: form).flatMap { $0.answer(to: outcome) ?? $0.answer(to: outcome.base) }
  }

  /// The outcomes that an answer tells, by the provider's own form and then by its others.
  mutating func told(_ record: StepRecord) -> Set<Outcome> {
    guard let status = record.response?.status, let operation = record.step.operation else {
      return []
    }
    let body = record.body?.root
    let own = OutcomeRecognition.outcomes(of: operation, status: status, body: body)
    if !own.isEmpty { return own }
    for form in forms {
      guard let operation = self.operation(record.step, in: form) else { continue }
      let found = OutcomeRecognition.outcomes(of: operation, status: status, body: body)
      if !found.isEmpty { return found }
    }
    return []
  }

  /// Whether an answer tells an outcome by any form.
  mutating func isTold(_ outcome: Outcome, _ record: StepRecord) -> Bool {
    guard let status = record.response?.status, let operation = record.step.operation else {
      return false
    }
    let body = record.body?.root
    func tells(_ operation: ProviderOperation) -> Bool {
      let found = OutcomeRecognition.outcomes(of: operation, status: status, body: body)
      return found.contains(outcome) || found.contains(outcome.base)
    }
    if tells(operation) { return true }
    let others = forms.compactMap { self.operation(record.step, in: $0) }
    return others.contains { tells($0) }
  }
}
