import Testing
import VerifyMockJSON

@testable import VerifyMock

@Suite("The clock over HTTP")
struct ClockCallTests {
  private static func now(_ client: ControlClient, _ query: String = "") throws -> String {
    try #require(try client.call("GET clock" + query).body["now"]?.string)
  }

  @Test("A clock can be set, frozen and advanced")
  func moves() async throws {
    let client = try await ControlClient.start()
    let set = try client.call("POST clock", #"{"set":"2026-01-01T00:00:00Z"}"#)
    #expect(set.status == 200)
    #expect(set.body["now"] == "2026-01-01T00:00:00.000000Z")
    #expect(set.body["frozen"] == true)
    #expect(set.body["events"] == nil)
    let advanced = try client.call("POST clock", #"{"advance":"90s"}"#)
    #expect(advanced.body["now"] == "2026-01-01T00:01:30.000000Z")
    #expect(advanced.body["events"] == [])
    #expect(try Self.now(client) == "2026-01-01T00:01:30.000000Z")
    #expect(try client.call("POST clock", #"{"freeze":false}"#).body["frozen"] == false)
    await client.mock.stop()
  }

  @Test(
    "Every unit of a duration moves the clock by its length",
    arguments: [
      ("0s", "00:00:00.000000"), ("250ms", "00:00:00.250000"), ("59s", "00:00:59.000000"),
      ("11m", "00:11:00.000000"), ("23h", "23:00:00.000000"),
    ])
  func units(duration: String, time: String) async throws {
    let client = try await ControlClient.start()
    _ = try client.call("POST clock", #"{"set":"2026-01-01T00:00:00Z"}"#)
    let answer = try client.call("POST clock", #"{"advance":"\#(duration)"}"#)
    #expect(answer.body["now"]?.string == "2026-01-01T\(time)Z")
    await client.mock.stop()
  }

  @Test("An account's clock moves alone, and its codes expire with it")
  func account() async throws {
    let client = try await ControlClient.start()
    let session = try #require(try client.send().body["session_uuid"]?.string)
    let code = try client.code()
    let other = try #require(
      try client.send(as: ControlClient.other).body["session_uuid"]?.string)
    let otherCode = try client.code()
    let query = "?account=\(ControlClient.account)"
    let before = try Self.now(client)
    let answer = try client.call("POST clock" + query, #"{"advance":"1d"}"#)
    #expect(answer.status == 200)
    #expect(answer.body["offset"] == "1d")
    #expect(try Self.now(client) == before)
    #expect(try Self.now(client, query) != before)
    #expect(try client.check(code, of: session).status != 200)
    #expect(try client.check(otherCode, of: other, as: ControlClient.other).status == 200)
    await client.mock.stop()
  }
}
