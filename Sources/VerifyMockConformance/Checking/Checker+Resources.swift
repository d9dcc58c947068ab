import VerifyMockCore
import VerifyMockJSON
import VerifyMockContract

/// What a contract's operations do to one another's resources.
extension Checker {
  /// Checks that what was created or changed is what is read, and nothing else has changed.
  mutating func checkResources() {
    for record in records where record.isSuccess {
      switch record.step.role {
      case .call(let id) where record.step.contract.method == "GET":
        guard let creator = creator(of: record), creator.step.contract.id != id else { continue }
        compare(record, creator)
      case .readAfter(let id):
        guard let change = self.record(.call(id)), change.isSuccess,
          change.step.contract.method != "DELETE"
        else { continue }
        compare(record, change)
        if change.step.contract.method == "PATCH" { compareRest(record, change) }
      default: continue
      }
    }
  }

  /// The POST that made the resource which a request names.
  private func creator(of record: StepRecord) -> StepRecord? {
    for (_, value) in record.step.values.reversed() {
      guard case .identifier(let role, _) = value, let found = self.record(role) else { continue }
      return found.step.contract.method == "POST" && found.isSuccess ? found : nil
    }
    return nil
  }

  private func members(_ bytes: [UInt8]) -> [JSONMember]? {
    (try? JSONValue(parsing: bytes))?.members
  }

  /// Checks that an answer has the plain values of an earlier request's body.
  private mutating func compare(_ record: StepRecord, _ change: StepRecord) {
    guard let sent = change.request.flatMap({ members($0.body) }), let body = record.body?.root,
      body.kind == .object
    else { return }
    for member in sent {
      guard let got = body[member.key], isPlain(member.value), isPlain(JSONValue(got)),
        !isEqual(member.value, JSONValue(got)),
        !isSecret(member.key, record)
      else { continue }
      var finding = Finding(
        .sendThenGet, "'\(member.key)' is not what '\(change.step.name)' sent",
        at: "body/\(member.key) (\(got.position))", expected: member.value.text(),
        got: got.rawText)
      finding.key = "resource|\(record.step.contract.id)|\(member.key)"
      report(finding, record)
    }
  }

  /// Checks that a PATCH has left alone what it does not name.
  private mutating func compareRest(_ record: StepRecord, _ change: StepRecord) {
    let sent = Set((change.request.flatMap { members($0.body) } ?? []).map(\.key))
    let earlier = records.prefix { $0.step.role != change.step.role }.last {
      $0.step.contract.id == record.step.contract.id && $0.isSuccess
    }
    guard let before = earlier?.body?.root,
      let after = record.body?.root, let creator = creator(of: record),
      let made = creator.request.flatMap({ members($0.body) })
    else { return }
    for member in made where !sent.contains(member.key) {
      guard let old = before[member.key], let new = after[member.key], isPlain(JSONValue(old)),
        JSONValue(old) != JSONValue(new)
      else { continue }
      var finding = Finding(
        .sendThenGet, "'\(change.step.name)' changed '\(member.key)', which it did not name",
        at: "body/\(member.key) (\(new.position))", expected: old.rawText, got: new.rawText)
      finding.key = "resource|\(record.step.contract.id)|\(member.key)"
      report(finding, record)
    }
  }

  private func isPlain(_ value: JSONValue) -> Bool {
    switch value {
    case .string, .number, .bool: true
    case .null, .array, .object: false
    }
  }

  /// Whether two values mean the same: numbers by value, texts byte by byte.
  private func isEqual(_ a: JSONValue, _ b: JSONValue) -> Bool {
    if case .number(let one) = a, case .number(let other) = b {
      return Double(one) == Double(other)
    }
    // A telephone number is the same with and without its plus.
    if case .string(let one) = a, case .string(let other) = b {
      return one.drop { $0 == "+" } == other.drop { $0 == "+" }
    }
    return a == b
  }

  private func isSecret(_ name: String, _ record: StepRecord) -> Bool {
    guard let content = record.step.contract.requestBody?.json,
      let property = contract.facts(content.facts).property(name)
    else { return false }
    return contract.facts(property.facts).isSecret
  }
}
