import Testing
import VerifyMock
import VerifyMockTesting

@Suite("Scenarios are written in Swift with the words of their files")
struct ScenarioWritingTests {
  @Test("a scenario prints as the file that it would be")
  func prints() {
    let scenario = MockScenario(
      "busy-then-lost", summary: "Busy, then the message is lost.", lifetime: .seconds(90),
      given: .init(verifications: [.init("+14155550101", status: .approved, age: .seconds(7_200))]),
      steps: [
        .on(.send, when: ["channel": "voice"], status: 503, json: #"{"error":"busy"}"#, times: 2),
        .on(.send, delivery: .undelivered, error: "450", times: .always, delay: .milliseconds(200)),
        .on(.check, fault: .reset),
        .on(.check, outcome: .wrongCode, times: 2),
      ])
    #expect(
      scenario.json == """
        {
          "scenario": "busy-then-lost",
          "summary": "Busy, then the message is lost.",
          "lifetime": "90s",
          "given": {
            "verifications": [
              {
                "recipient": "+14155550101",
                "status": "approved",
                "age": "2h"
              }
            ]
          },
          "steps": [
            {
              "on": "send",
              "when": {
                "channel": "voice"
              },
              "times": 2,
              "respond": {
                "status": 503,
                "body": {
                  "error": "busy"
                }
              }
            },
            {
              "on": "send",
              "times": "always",
              "delivery": "undelivered",
              "error": "450",
              "delay": "200ms"
            },
            {
              "on": "check",
              "fault": "reset"
            },
            {
              "on": "check",
              "times": 2,
              "outcome": "wrong-code"
            }
          ],
          "walkthrough": [
            {
              "do": "send"
            }
          ]
        }
        """)
  }

  @Test("its steps decide", .verifyMock())
  func decides() async throws {
    let mock = try #require(MockServer.current)
    try await mock.use(MockScenario(code: "7777", steps: [.on(.check, outcome: .wrongCode)]))
    let caller = Caller(mock)
    let session = try await caller.send()
    #expect(try await caller.check("7777", session) != 200)
    #expect(try await caller.check("7777", session) == 200)
  }

  @Test("what it gives exists from the start", .verifyMock())
  func gives() async throws {
    let mock = try #require(MockServer.current)
    let id = try await mock.give(.init("+14155550100", code: "123456"), provider: "plivo-verify")
    #expect(try await Caller(mock).check("123456", id) == 200)
  }

  @Test("a code pinned on the way holds for what is sent after", .verifyMock())
  func pinned() async throws {
    let mock = try #require(MockServer.current)
    try await mock.pin(code: "4711")
    try await Caller(mock).send()
    #expect(try await mock.inbox.code(for: "+14155550100") == "4711")
    try await mock.pin(code: nil)
    try await Caller(mock).send(to: "+14155550101")
    #expect(try await mock.inbox.code(for: "+14155550101") != "4711")
  }
}
