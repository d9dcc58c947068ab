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
    case .documented:
      if known || isTolerated(status) { return true }
      if status == 404, let names = inventedIDs(step) {
        return refuse(
          step.outcomeCheck, record, status, expected: documented(step), nil, severity: .warning,
          what:
            "404 may be right: the values of \(names) are invented, and no 404 is documented"
        )
      }
      return refuse(step.outcomeCheck, record, status, expected: documented(step), nil)
    case .noServerError:
      if status < 500 || status == 501 { return known }
      return refuse(step.outcomeCheck, record, status, expected: "anything but a 5xx", nil)
    case .methodNotAllowed: return checkMethod(record, response)
    case .refusal(let outcomes):
      let answers = outcomes.compactMap { answer($0, step) }
      let statuses = Set(answers.map(\.status)).sorted()
      let expected = statuses.map(String.init).joined(separator: " or ")
      if 400..<500 ~= status {
        // The provider's own document may know a status that the contract lacks.
        if known || isTolerated(status) || answers.contains(where: { $0.status == status }) {
          return true
        }
        return refuse(
          step.outcomeCheck, record, status, expected: expected, wanted: statuses.first, nil,
          severity: .warning)
      }
      return refuse(
        step.outcomeCheck, record, status, expected: expected.isEmpty ? "a 4xx" : expected,
        wanted: statuses.first, nil)
    }
  }

  /// Whether an undocumented refusal is accepted.
  private func isTolerated(_ status: Int) -> Bool {
    options.strictness == .lenient && 400..<500 ~= status
  }

  /// The path's parameters whose values were invented from the contract alone; nil without any.
  private func inventedIDs(_ step: PlanStep) -> String? {
    guard step.operation == nil, let names = step.contract.path?.parameterNames, !names.isEmpty
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

  private mutating func refuse(
    _ check: Check, _ record: StepRecord, _ status: Int, expected: String,
    wanted: Int? = nil, _ certainty: Certainty?, severity: Severity? = nil, what: String? = nil
  ) -> Bool {
    var finding = Finding(
      check, what ?? "unexpected status \(status)", at: "status", expected: expected,
      got: "\(status)",
      certainty: status >= 500 || (check != .status && status < 300) ? nil : certainty,
      severity: severity)
    finding.certainty = certainty
    finding.status = status
    // The place is where the expected answer stands, not the one that came.
    if let wanted = wanted.flatMap({ record.step.contract.response(status: $0) }) {
      finding.contractPlace = contract.place(at: wanted.pointer).description
      finding.source = wanted.provenance.source
    } else {
      finding.contractPlace = contract.place(at: record.step.contract.pointer).description
      finding.source = record.step.contract.provenance.source
    }
    // One router answers every path's methods; an operation's own outcomes are its own.
    let owner = check == .undocumentedMethod ? "" : record.step.contract.id
    finding.key = "\(check.rawValue)|status|\(status)|\(owner)"
    report(finding, record)
    return false
  }

  private mutating func checkAnswer(
    _ outcome: Outcome, _ record: StepRecord, _ status: Int, _ known: Bool
  ) -> Bool {
    let step = record.step
    guard let operation = step.operation, let answer = answer(outcome, step) else { return true }
    let isSuccess = 200..<300 ~= status
    let word = Self.words(outcome)
    if status == answer.status || alternatives(outcome).contains(status) && !isSuccess {
      let told = OutcomeRecognition.outcomes(
        of: operation, status: status, body: record.body?.root)
      let isOther =
        !told.isEmpty && !told.contains(outcome) && !told.contains(outcome.base)
        && (isSuccess || status != answer.status)
      guard isOther else { return true }
      let names = told.map(\.name).sorted().joined(separator: ", ")
      return refuse(
        step.outcomeCheck, record, status, expected: word, nil,
        what: told.count > 3
          ? "the answer is not the one of '\(outcome.name)'"
          : "the answer reports '\(names)' where '\(outcome.name)' is expected")
    }
    guard outcome.isSuccess else {
      return refuse(
        step.outcomeCheck, record, status, expected: "\(answer.status): \(word)",
        wanted: answer.status, answer.certainty)
    }
    guard isSuccess else {
      return refuse(
        step.outcomeCheck, record, status, expected: "\(answer.status): \(word)",
        wanted: answer.status, answer.certainty)
    }
    if known {
      _ = refuse(
        .status, record, status, expected: "\(answer.status)", wanted: answer.status, nil,
        severity: options.strictness == .strict ? .failure : .warning,
        what: "the status is documented, but not the expected one")
      return true
    }
    return refuse(.status, record, status, expected: documented(step), nil)
  }

  /// `wrong code`
  private static func words(_ outcome: Outcome) -> String {
    String(outcome.name.map { $0 == "-" ? " " : $0 == "/" ? "," : $0 })
  }

  /// Statuses that a documented quirk gives to an outcome.
  private func alternatives(_ outcome: Outcome) -> Set<Int> {
    guard options.strictness != .strict, let provider else { return [] }
    var result: Set<Int> = []
    for quirk in provider.quirks {
      for (key, value) in quirk.patches.members {
        let pointer = key.string ?? ""
        for name in Set([outcome.name, outcome.base.name]) {
          let token = JSONPointer.escaped(name)
          if pointer.hasSuffix("/outcomes/\(token)/status"), let status = value.int {
            result.insert(status)
          } else if pointer.hasSuffix("/outcomes/\(token)"), let status = value["status"]?.int {
            result.insert(status)
          }
        }
      }
    }
    return result
  }

  private mutating func checkMethod(
    _ record: StepRecord, _ response: HTTPReceivedResponse
  ) -> Bool {
    let own = answer(.methodNotAllowed, record.step)
    // A provider may be documented to answer otherwise.
    if let answer = own ?? provider?.answers[.methodNotAllowed],
      response.status == answer.status, answer.status != 405
    {
      return true
    }
    guard response.status == 405 || response.status == 501 else {
      return refuse(
        .undocumentedMethod, record, response.status, expected: "405 with Allow", wanted: 405, nil,
        severity: own?.certainty == .assumed ? .warning : nil)
    }
    if response.status == 405, response.value(of: "allow") == nil {
      var finding = Finding(
        .undocumentedMethod, "a 405 must have an Allow field", at: "header/Allow",
        expected: "the methods of the path", got: "no Allow")
      finding.key = "allow"
      report(finding, record)
    }
    return true
  }
}
