import Testing
import VerifyMockHTTP
import VerifyMockTestSupport

@testable import VerifyMockNetwork

@Suite("How far outgoing connections go")
struct ReachTests {
  private static func address(_ text: String, _ port: UInt16) throws -> SocketAddress {
    try #require(SocketAddress(literal: text, port: port))
  }

  @Test(
    "an address leads back when it ends at a listener, however it is spelt",
    arguments: [
      ("127.0.0.1", "127.0.0.1", true), ("127.0.0.1", "::ffff:127.0.0.1", true),
      ("127.0.0.1", "0.0.0.0", true), ("127.0.0.1", "::", true), ("::1", "::", true),
      ("127.0.0.1", "::1", false), ("127.0.0.1", "127.0.0.2", false),
      ("127.0.0.1", "203.0.113.9", false), ("0.0.0.0", "127.0.0.1", true),
      ("0.0.0.0", "127.9.9.9", true), ("0.0.0.0", "::ffff:7f00:1", true), ("::", "::1", true),
      ("::", "127.0.0.1", true), ("0.0.0.0", "203.0.113.9", false),
      ("203.0.113.9", "203.0.113.9", true), ("203.0.113.9", "0.0.0.0", false),
    ])
  func leadsBack(listener: String, target: String, expected: Bool) throws {
    let listeners = [try Self.address(listener, 8374)]
    #expect(try Self.address(target, 8374).leadsBack(to: listeners) == expected)
    #expect(try !Self.address(target, 80).leadsBack(to: listeners))
  }

  @Test("every address of the machine's interfaces leads back to a listener on all of them")
  func knowsInterfaces() throws {
    let interfaces = SocketAddress.interfaces
    #expect(interfaces.contains { $0.isLoopback })
    let listeners = [try Self.address("0.0.0.0", 8374)]
    for one in interfaces {
      #expect(one.isThisMachine)
      #expect(one.with(port: 8374).leadsBack(to: listeners), "\(one.host)")
    }
  }

  @Test("one refused address refuses a name; clients of other machines reach no port of this one")
  func refuses() throws {
    let near = try Self.address("127.0.0.1", 22)
    let far = try Self.address("203.0.113.9", 22)
    #expect(Reach.otherMachines.refusal(of: [far], listeners: []) == nil)
    #expect(Reach.otherMachines.refusal(of: [far, near], listeners: []) != nil)
    #expect(Reach.notBack.refusal(of: [far, near], listeners: [near.with(port: 80)]) == nil)
    #expect(Reach.notBack.refusal(of: [far, near], listeners: [near]) != nil)
    #expect(Reach.anywhere.refusal(of: [near], listeners: [near]) == nil)
  }

  @Test("a loop sends nothing back to itself, by a request or through a tunnel")
  func stopsLoops() async throws {
    var app = LoopTestApplication()
    app.reach = .notBack
    let (results, ended) = AsyncStream.makeStream(of: OutgoingResult.self)
    app.onResult = { _, result in ended.yield(result) }
    try await EventLoopTests.withLoop(app: app) { loop in
      let port = loop.port
      var iterator = results.makeAsyncIterator()
      for host in ["127.0.0.1", "localhost", "0.0.0.0", "::ffff:127.0.0.1", "127.1"] {
        loop.perform { _, context in
          var request = OutgoingRequest(
            host: host, port: port, message: HTTPRequest(target: "/", host: "x"))
          request.reach = .notBack
          _ = context.send(request)
        }
        guard case .forbidden(let why)? = await iterator.next() else {
          Issue.record("a request to \(host) went out")
          continue
        }
        #expect(why.contains("is this server itself"))
        let client = try RawClient(port: port)
        let authority = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        client.send("CONNECT \(authority) HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(try client.readResponse().status == 403, "\(host)")
      }
      #expect(try await loop.run { app, _ in app.handledCount } == 5)
    }
  }
}
