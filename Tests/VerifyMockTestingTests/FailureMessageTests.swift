import Testing
import VerifyMock
import VerifyMockTesting

@Suite("What a user can get wrong is said so that it can be mended")
struct FailureMessageTests {
  private func current() throws -> MockServer { try #require(MockServer.current) }

  @Test("a path that nothing serves", .failsAs("unmatched-path"), .verifyMock())
  func unmatchedPath() async throws {
    let caller = Caller(try current())
    try await caller.post(
      "/v1/Account/\(caller.id)/Verify/Sessions/", ["recipient": "+14155550100"])
  }

  @Test("a field by a wrong name", .failsAs("wrong-field"), .verifyMock())
  func wrongField() async throws {
    let caller = Caller(try current())
    try await caller.post(
      "/v1/Account/\(caller.id)/Verify/Session/", ["recipent": "+14155550100"])
  }

  @Test("credentials that are refused on nobody's wish", .failsAs("refused"), .verifyMock())
  func refused() async throws {
    var caller = Caller(try current())
    caller.base = try current().url
    try await caller.post(
      "/v1/Account/MAOTHERXXXXXXXXXXXXX/Verify/Session/", ["recipient": "+14155550100"])
  }

  @Test("a code that was never sent", .failsAs("code-never-sent"), .verifyMock())
  func codeNeverSent() async throws {
    let mock = try current()
    try await Caller(mock).send(to: "+14155550111")
    _ = try await mock.inbox.code(for: "+14155550100", within: .milliseconds(20))
  }

  @Test(
    "a scenario's name misspelt", .failsAs("misspelt-scenario"),
    .verifyMock("plivo-verify/wrong-cod"))
  func misspelt() {}

  @Test("a request after the stop", .failsAs("request-after-stop"), .verifyMock())
  func afterStop() async throws {
    let mock = try current()
    await mock.stop()
    _ = try await mock.requests()
  }

  @Test(
    "an expectation that is not met", .failsAs("unmet-expectation"),
    .verifyMock(configure: { $0.seed = 7 }))
  func unmet() async throws {
    let mock = try current()
    try await mock.expect(.send, times: 1)
    let caller = Caller(mock)
    let session = try await caller.send(to: "+14155550111")
    try await caller.check("1", session)
    try await mock.expect(.send, to: "+14155550100", times: 1)
    try await mock.expect(.send, to: "+14155550111", times: 2)
    try await mock.expect(.check, outcome: .approved)
    try await mock.expect(.resend)
  }

  @Test(
    "a scenario that a magic recipient brought", .failsAs("magic-recipient"),
    .verifyMock(configure: { $0.hasMagicRecipients = true }))
  func magicRecipient() async throws {
    let mock = try current()
    let caller = Caller(mock)
    try await caller.post(
      "/v1/Account/\(caller.id)/Verify/Session/", ["recipient": "+15005550042"])
    try await mock.expect(.send, outcome: .sent)
  }

  @Test(
    "credentials that no test on a shared server has", .failsAs("foreign-account"),
    .verifyMock(shared: true))
  func foreignAccount() async throws {
    let url = try current().url
    let other = try await MockServer.start()
    var caller = Caller(other)
    await other.stop()
    caller.base = url
    try await caller.post("/v1/Account/\(caller.id)/Verify/Session/", [:])
  }

  @Test("a word that does not exist", .failsAs("unknown-word"), .verifyMock())
  func unknownWord() async throws {
    try await current().expect("sned")
  }

  @Test("a scenario in Swift that can't be played", .failsAs("unplayable-scenario"), .verifyMock())
  func unplayable() async throws {
    try await current().use(MockScenario(steps: [.on(.check, outcome: "wrong-kode")]))
  }
}
