import Testing
import VerifyMockJSON

@testable import VerifyMockCore

@Suite("Callbacks")
struct CallbackTests {
  private static let body = #"{"recipient":"+14155550100","url":"http://127.0.0.1:9/cb"}"#

  /// Advances the account's clock; each try is answered with a status by its callback's number.
  private func advance(
    _ lab: inout Laboratory, _ interval: Interval, status: (CallbackRequest) -> Int
  ) throws {
    let account = try #require(lab.engine.accounts.numbers.first)
    lab.engine.beginAdvance(by: interval, account: account, server: lab.now)
    while lab.engine.continueAdvance(account: account, server: lab.now) == nil {
      let actions = lab.engine.actions
      lab.engine.actions = []
      for case .deliver(let request) in actions {
        lab.engine.callbackEnded(request.delivery, .answered(status: status(request)))
      }
    }
  }

  private func value(of name: String, _ delivery: CallbackLog.Delivery) -> String? {
    delivery.fields.first { $0.name == name }.map { String(decoding: $0.value, as: UTF8.self) }
  }

  @Test("A callback that fails holds no other one back; only its own retries wait")
  func ownTime() throws {
    var lab = try Laboratory()
    let start = lab.now
    #expect(try lab.send("POST", Laboratory.sessions, Self.body).status == 202)
    try advance(&lab, .seconds(480)) { $0.delivery == 1 ? 500 : 200 }
    let seconds = lab.engine.callbacks.deliveries.map { one in
      one.tries.map { ($0.at - start).nanoseconds / 100_000_000 }
    }
    // Tenths of a second: queued with its retries after 1, 2 and 4 minutes, sent, delivered.
    #expect(seconds == [[0, 600, 1_800, 4_200], [2], [10]])
    #expect(lab.engine.callbacks.deliveries.allSatisfy { $0.isEnded })
  }

  @Test("The state of a verified session is in progress in callbacks, and verified by the quirk")
  func statusWords() throws {
    for (quirks, wanted) in [([], ["in-progress"]), (["callback-verified"], ["verified"])] {
      var lab = try Laboratory()
      try lab.use(nil, quirks: quirks)
      let id = try #require(
        try lab.send("POST", Laboratory.sessions, Self.body).body?["session_uuid"]?.string)
      #expect(try lab.check(id, lab.code).exchange.outcome == .approved)
      try advance(&lab, .seconds(5)) { _ in 200 }
      let last = lab.engine.callbacks.deliveries.suffix(2)
      #expect(last.allSatisfy { value(of: "SessionStatus", $0) == wanted.first })
      #expect(last.count == 2)
      let session = try lab.send("GET", Laboratory.sessions + id + "/")
      #expect(session.body?["status"]?.string == "verified")
    }
  }

  @Test("The brand is in the message of either channel, and leaves no gap where none is given")
  func brand() throws {
    var lab = try Laboratory { $0.code = Array("123456".utf8) }
    func message(_ more: String) throws -> String {
      _ = try lab.send("POST", Laboratory.sessions, #"{"recipient":"+14155550100"\#(more)}"#)
      return lab.engine.inbox.messages.last.map { String(decoding: $0.text, as: UTF8.self) } ?? ""
    }
    #expect(try message("") == "123456 is your verification code.")
    #expect(
      try message(#","brand_name":"Acme","app_hash":"x1""#)
        == "123456 is your Acme verification code. x1")
    #expect(
      try message(#","brand_name":"Acme","channel":"voice""#)
        == "Your Acme verification code is 1, 2, 3, 4, 5, 6.")
  }
}
