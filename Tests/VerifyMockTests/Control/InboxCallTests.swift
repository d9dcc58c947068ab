import Testing
import VerifyMockJSON

@testable import VerifyMock

@Suite("The inbox over HTTP")
struct InboxCallTests {
  @Test("A message has its number, its recipient, its code and where it came from")
  func message() async throws {
    let client = try await ControlClient.start()
    let session = try #require(try client.send().body["session_uuid"]?.string)
    let answer = try client.call("GET inbox")
    #expect(answer.status == 200)
    #expect(answer.fields["content-type"] == "application/json")
    #expect(answer.body["count"] == 1)
    let message = try #require(answer.items.first)
    #expect(
      message.members.map(\.key) == [
        "seq", "recipient", "channel", "code", "text", "verification", "provider", "account",
        "sent_at",
      ])
    #expect(message["recipient"]?.string == ControlClient.recipient)
    #expect(message["channel"] == "sms")
    #expect(message["verification"]?.string == session)
    #expect(message["provider"] == "plivo-verify")
    #expect(message["account"]?.string == ControlClient.account)
    let code = try #require(message["code"]?.string)
    #expect(message["text"]?.string?.contains(code) == true)
    #expect(try client.check(code, of: session).status == 200)
    await client.mock.stop()
  }

  @Test("Messages come newest first, and each part of a query leaves out what does not fit")
  func filters() async throws {
    let client = try await ControlClient.start()
    try client.send(to: "+14155550100")
    try client.send(to: "+14155550101")
    try client.send(to: "+14155550100", as: ControlClient.other)
    func numbers(_ query: String) throws -> [Int] {
      try client.call("GET inbox" + query).items.compactMap { $0["seq"]?.int }
    }
    let all = try numbers("")
    #expect(all == all.sorted(by: >))
    try #require(all.count == 3)
    #expect(try numbers("?recipient=%2B14155550101") == [all[1]])
    #expect(try numbers("?recipient=14155550101") == [all[1]])
    #expect(try numbers("?recipient=+1%20(415)%20555-0101") == [all[1]])
    #expect(try numbers("?recipient=%2B14155550199") == [])
    #expect(try numbers("?after=\(all[1])") == [all[0]])
    #expect(try numbers("?after=\(all[0])") == [])
    #expect(try numbers("?account=\(ControlClient.other)") == [all[0]])
    #expect(try numbers("?account=\(ControlClient.account)&recipient=14155550100") == [all[2]])
    #expect(
      try client.call(
        "GET inbox", headers: ["X-Verify-Mock-Account: \(ControlClient.other)"]
      ).items.count == 1)
    await client.mock.stop()
  }

  @Test("Clearing one account's inbox leaves the others'")
  func clear() async throws {
    let client = try await ControlClient.start()
    try client.send()
    try client.send(as: ControlClient.other)
    #expect(try client.call("DELETE inbox?account=\(ControlClient.other)").status == 200)
    let left = try client.call("GET inbox").items
    #expect(left.map { $0["account"]?.string } == [ControlClient.account])
    #expect(try client.call("DELETE inbox").body == [:])
    #expect(try client.call("GET inbox").body["count"] == 0)
    await client.mock.stop()
  }

  @Test("A call that waits is answered as soon as a message comes that fits")
  func wait() async throws {
    let client = try await ControlClient.start()
    let waiting = try client.ask("GET /_mock/inbox?recipient=14155550101&wait=5m")
    while try await client.mock.waitCount() == 0 { await Task.yield() }
    try client.send(to: "+14155550100")
    #expect(try await client.mock.waitCount() == 1)
    try client.send(to: "+14155550101")
    let answer = try ControlClient.read(waiting)
    #expect(answer.status == 200)
    #expect(answer.items.map { $0["recipient"]?.string } == ["+14155550101"])
    #expect(try await client.mock.waitCount() == 0)
    // What is there already needs no wait.
    #expect(try client.call("GET inbox?wait=5m").items.count == 2)
    await client.mock.stop()
  }

  @Test("A wait that nothing ends is answered with an empty list")
  func waitInVain() async throws {
    let client = try await ControlClient.start()
    #expect(try client.call("GET inbox?wait=0s").body["count"] == 0)
    #expect(try client.call("GET inbox?wait=1ms").body["count"] == 0)
    let waiting = try client.ask("GET /_mock/inbox?wait=5m")
    while try await client.mock.waitCount() == 0 { await Task.yield() }
    await client.mock.stop()
    #expect(try ControlClient.read(waiting).body["count"] == 0)
  }
}
