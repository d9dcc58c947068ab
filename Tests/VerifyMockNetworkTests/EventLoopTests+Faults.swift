import Testing
import VerifyMockHTTP
import VerifyMockTestSupport

@testable import VerifyMockNetwork

extension EventLoopTests {
  @Test(
    "a reset is a RST, at once or after a delay", arguments: ["/fault/reset", "/delay/3/reset"])
  func resets(path: String) async throws {
    try await Self.withLoop { loop in
      let client = try RawClient(port: loop.port)
      client.send("GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(throws: RawClient.Failure.reset) { try client.readToEnd() }
    }
  }

  @Test("a close is an end without an answer", arguments: ["/fault/close", "/delay/3/close"])
  func closesSilently(path: String) async throws {
    try await Self.withLoop { loop in
      let client = try RawClient(port: loop.port)
      client.send("GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(try client.readToEnd() == "")
    }
  }

  @Test("a truncated response promises more than it holds", arguments: ["/fault", "/delay/3"])
  func truncates(prefix: String) async throws {
    try await Self.withLoop { loop in
      let client = try RawClient(port: loop.port)
      client.send("GET \(prefix)/truncate HTTP/1.1\r\nHost: x\r\n\r\n")
      let text = try client.readToEnd()
      let length = prefix == "/fault" ? 10 : 7
      #expect(text.contains("Content-Length: \(length)\r\n"))
      #expect(text.hasSuffix(prefix == "/fault" ? "\r\n\r\nabcde" : "\r\n\r\ndela"))
    }
  }

  @Test("garbage is not HTTP", arguments: ["/fault/garbage", "/delay/3/garbage"])
  func sendsGarbage(path: String) async throws {
    try await Self.withLoop { loop in
      let client = try RawClient(port: loop.port)
      client.send("GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
      let text = try client.readToEnd()
      #expect(!text.isEmpty)
      #expect(!text.hasPrefix("HTTP"))
    }
  }

  @Test("a stalled connection stays open, and the others go on", arguments: PollBackend.allCases)
  func stalls(backend: PollBackend) async throws {
    try await Self.withLoop(backend: backend) { loop in
      let client = try RawClient(port: loop.port)
      client.send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /fault/stall HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(try client.readResponse().body == "GET /1 ")
      for _ in 0..<3 {
        #expect(client.send("GET /2 HTTP/1.1\r\nHost: x\r\n\r\n"))
        let other = try RawClient(port: loop.port)
        other.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(try other.readResponse().status == 200)
      }
      await loop.stop()
      // Nothing ever came before the end of the server.
      #expect(try client.readToAnyEnd() == "")
    }
  }

  @Test("an answer may come from outside the call, and then the requests behind it have theirs")
  func answersLater() async throws {
    var app = LoopTestApplication()
    let (exchanges, waiting) = AsyncStream.makeStream(of: ExchangeID.self)
    app.onWaiting = { waiting.yield($0) }
    try await Self.withLoop(app: app) { loop in
      let client = try RawClient(port: loop.port)
      client.send(
        "GET /later HTTP/1.1\r\nHost: x\r\n\r\nGET /now HTTP/1.1\r\nHost: x\r\n\r\n"
          + "GET /2 HTTP/1.1\r\nHost: x\r\n\r\n")
      var iterator = exchanges.makeAsyncIterator()
      let exchange = try #require(await iterator.next())
      loop.perform { _, context in
        var response = HTTPResponse()
        response.body = Array("at last".utf8)
        context.complete(exchange, response)
        // The second completion finds nobody.
        context.complete(exchange, response)
      }
      #expect(try client.readResponse().body == "at last")
      #expect(try client.readResponse().body == "now")
      #expect(try client.readResponse().body == "GET /2 ")
    }
  }

  @Test("the application hears that the client of a later answer has gone")
  func reportsGoneClients() async throws {
    var app = LoopTestApplication()
    let (exchanges, waiting) = AsyncStream.makeStream(of: ExchangeID.self)
    let (gone, ended) = AsyncStream.makeStream(of: ExchangeID.self)
    app.onWaiting = { waiting.yield($0) }
    app.onEnded = { ended.yield($0) }
    try await Self.withLoop(app: app) { loop in
      let client = try RawClient(port: loop.port)
      client.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n")
      var iterator = exchanges.makeAsyncIterator()
      let exchange = await iterator.next()
      client.reset()
      var ends = gone.makeAsyncIterator()
      #expect(await ends.next() == exchange)
    }
  }

  @Test("the application is called at the moment it names")
  func ticks() async throws {
    var app = LoopTestApplication()
    let (ticks, tick) = AsyncStream.makeStream(of: Void.self)
    app.onTick = { tick.yield() }
    try await Self.withLoop(app: app) { loop in
      let start = MonotonicTime.now()
      loop.perform { app, context in app.tickAt = context.now.advanced(by: .milliseconds(20)) }
      var iterator = ticks.makeAsyncIterator()
      await iterator.next()
      #expect(MonotonicTime.now().since(start) >= .milliseconds(20))
      let count = try await loop.run { app, _ in app.tickCount }
      #expect(count == 1)
    }
  }
}
