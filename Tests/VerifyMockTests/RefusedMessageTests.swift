import Testing
import VerifyMockHTTP
import VerifyMockTestSupport

@testable import VerifyMock

@Suite("Messages that are refused as no HTTP")
struct RefusedMessageTests {
  @Test("they stand in the journal with as much as was read of them")
  func entersJournal() async throws {
    let mock = try await MockServer.start()
    let cases: [(sent: String, status: Int, method: String, target: String)] = [
      ("\u{1}\r\n\r\n", 400, "", ""),
      ("GET  / HTTP/1.1\r\n\r\n", 400, "GET", ""),
      ("GET /a HTTP/1.1\r\n\r\n", 400, "GET", "/a"),
      ("GET /b HTTP/2.0\r\n\r\n", 505, "GET", "/b"),
      ("PUT /c HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n", 413, "PUT", "/c"),
    ]
    for one in cases {
      let client = try RawClient(port: UInt16(mock.port))
      client.send(one.sent)
      let response = try client.readResponse()
      #expect(response.status == one.status)
      #expect(response.fields["x-verify-mock-reason"]?.isEmpty == false)
    }
    let found = try await mock.requests(RequestQuery(isMatched: false))
    #expect(found.map(\.status) == cases.map(\.status))
    #expect(found.map(\.method) == cases.map(\.method))
    #expect(found.map(\.target) == cases.map(\.target))
    #expect(found[2].reason == HTTPRefusal.missingHost.reason)
    let unexpected = try await mock.unexpectedRequests()
    #expect(unexpected.allSatisfy { $0.fault == .refused })
    #expect(unexpected.count == cases.count)
    #expect(
      unexpected.first?.description.hasPrefix("→ 400: the message was refused\n  the method")
        == true)
    await mock.stop()
  }

  @Test("the control API tells null where the method or target is not known, and no credentials")
  func showsNull() async throws {
    let mock = try await MockServer.start()
    let client = try RawClient(port: UInt16(mock.port))
    client.send(
      "GET /x HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer secret-of-mine\r\nbad field\r\n\r\n")
    #expect(try client.readResponse().status == 400)
    let other = try RawClient(port: UInt16(mock.port))
    other.send("{}\r\n\r\n")
    #expect(try other.readResponse().status == 400)
    let reader = try RawClient(port: UInt16(mock.port))
    reader.send("GET /_mock/requests?matched=false HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    let body = try reader.readResponse().body
    #expect(body.contains(#""method":null,"target":null"#))
    #expect(body.contains(#""method":"GET","target":"/x""#))
    #expect(!body.contains("secret-of-mine"))
    await mock.stop()
  }

  @Test("a request behind one that was answered tells nothing of the one before")
  func forgetsTheLast() async throws {
    let mock = try await MockServer.start()
    let client = try RawClient(port: UInt16(mock.port))
    client.send("GET /a/long/target HTTP/1.1\r\nHost: x\r\n\r\nGET /\u{1}x HTTP/1.1\r\n\r\n")
    #expect(try client.readResponse().status == 404)
    #expect(try client.readResponse().status == 400)
    let found = try await mock.requests()
    #expect(found.map(\.target) == ["/a/long/target", ""])
    #expect(found.map(\.method) == ["GET", "GET"])
    await mock.stop()
  }

  @Test("a client that gives up in the middle has made no mistake, but is in the journal")
  func forgivesGivingUp() async throws {
    let mock = try await MockServer.start()
    let client = try RawClient(port: UInt16(mock.port))
    client.send("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc")
    client.endOutput()
    #expect(try client.readResponse().status == 400)
    #expect(try await mock.requests().count == 1)
    #expect(try await mock.unexpectedRequests().isEmpty)
    await mock.stop()
  }
}
