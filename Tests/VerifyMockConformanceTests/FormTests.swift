import Testing
import VerifyMockContract
import VerifyMockCore
import VerifyMockHTTP
import VerifyMockJSON

@testable import VerifyMockConformance

/// The forms that documents and clients show are never held against an endpoint.
@Suite struct FormTests {
  /// Every quirk of every provider.
  static let quirks: [(provider: String, quirk: Quirk)] =
    ((try? Repository.catalogue.get())?.providers ?? []).flatMap { provider in
      provider.quirks.map { (provider.id, $0) }
    }

  /// What the checks find in an assumed form that the documents exclude.
  private static let departures: [String: Set<String>] = [
    "callback-verified": ["C40"], "any-media-type": ["C22"],
  ]

  @Test("An endpoint in any other documented or observed form has no findings")
  func forms() throws {
    #expect(Self.quirks.count > 30)
    for (id, quirk) in Self.quirks {
      let court = try Court(id)
      let findings = court.judge(try court.scenario(quirks: [quirk.name])).findings
      let said = findings.map { "\($0.check.id) \($0.severity) \($0.step ?? ""): \($0.what)" }
      let found = Set(findings.map(\.check.id))
      let expected = quirk.certainty == .assumed ? Self.departures[quirk.name] ?? [] : []
      #expect(found == expected, "\(id)/\(quirk.name): \(said)")
      #expect(
        !expected.isEmpty || findings.allSatisfy { $0.severity < .failure },
        "\(id)/\(quirk.name): \(said)")
    }
  }

  @Test(
    "An outcome that nothing documents may have any documented refusal",
    arguments: [
      ("plivo-verify", "expired", 404), ("plivo-verify", "checks-exhausted", 400),
      ("plivo-verify", "already-verified", 404), ("plivo-caller-id", "wrong-code", 404),
    ])
  func undecided(id: String, outcome: String, status: Int) throws {
    let court = try Court(id)
    let scenario = try court.scenario(
      set: "{ \"/outcomes/\(outcome)/status\": \(status) }")
    let findings = court.judge(scenario).findings
    #expect(findings.isEmpty, "\(findings.map { "\($0.check.id) \($0.step ?? "") \($0.what)" })")
  }

  @Test(
    "A failure rests on what is documented, a warning on what clients show",
    arguments: [
      ("plivo-verify", #"{ "/shapes/attempt/status": 7 }"#, "", Check.bodySchema, Severity.failure),
      ("plivo-verify", #"{ "/shapes/session/alias": 7 }"#, "", .bodySchema, .warning),
      (
        "plivo-verify",
        #"{ "/outcomes/already-verified": { "status": 200, "body": { "api_id": "{{request.id}}", "message": "session validated successfully." } } }"#,
        "", .secondCheck, .failure
      ),
      ("plivo-verify", "{}", "country", .filters, .warning),
      ("plivo-verify", "{}", "status", .filters, .failure),
      (
        "d7-verify", #"{ "/outcomes/wrong-code/body/detail/code": "WRONG" }"#, "", .errorShape,
        .failure
      ),
    ])
  func severity(id: String, set: String, dropped: String, check: Check, severity: Severity) throws {
    let court = try Court(id)
    let alter = dropped.isEmpty ? nil : JSONValue.object([JSONMember("drop", .string(dropped))])
    let findings = court.judge(try court.scenario(set: set), alter: alter).findings
    #expect(findings.map(\.check) == [check], "\(findings.map(\.what))")
    #expect(findings.map(\.severity) == [severity])
    #expect(findings.allSatisfy { $0.source != nil })
  }

  @Test("An answer to HEAD needs no body")
  func head() throws {
    let court = try Court("plivo-verify")
    let heads = court.judge().records.filter { $0.request?.method == "HEAD" }
    #expect(heads.contains { $0.response?.body.isEmpty == true && $0.response?.status == 200 })
  }

  @Test("A provider whose documents let a second check be approved is not accused of it")
  func approvedAgain() throws {
    let files = try Repository.files(in: "Scenarios").map { file in
      guard file.name == "d7-verify/provider.json" else { return file }
      var value = try JSONValue(parsing: file.bytes)
      try value.set(
        .object([
          JSONMember("as", .string("approved")), JSONMember("certainty", .string("documented")),
        ]), at: JSONPointer(["outcomes", "already-verified"]))
      try value.set(
        .object([
          JSONMember("status", .number("200")),
          JSONMember("body", .object([JSONMember("status", .string("APPROVED"))])),
        ]), at: JSONPointer(["outcomes", "approved"]))
      return SourceFile(name: file.name, bytes: value.bytes())
    }
    let findings = try Court("d7-verify", in: Catalogue(files)).judge().findings
    #expect(findings.isEmpty, "\(findings.map { "\($0.check.id) \($0.step ?? "") \($0.what)" })")
  }
}
