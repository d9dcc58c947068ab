import Testing
import VerifyMockHTTP

@testable import VerifyMockNetwork

@Suite("A loop sends requests and says how they ended")
struct OutgoingTests {
  static func ask(
    _ client: LoopClient, port: UInt16, host: String = "127.0.0.1", method: String = "POST",
    target: String, body: String = "", timeout: Duration = .seconds(600)
  ) async -> OutgoingResult {
    let message = HTTPRequest(
      method: method, target: target, host: "x", body: Array(body.utf8))
    return await client.send(
      OutgoingRequest(host: host, port: port, message: message, timeout: timeout))
  }

  static func withClient(
    backend: PollBackend = .best,
    _ body: (LoopClient, EventLoop<LoopTestApplication>) async throws -> Void
  ) async throws {
    let client = try LoopClient()
    try await EventLoopTests.withLoop(backend: backend) { loop in try await body(client, loop) }
    await client.stop()
  }

  @Test("an answer is handed over whole", arguments: ["127.0.0.1", "localhost", "::1", "[::1]"])
  func answers(host: String) async throws {
    try await Self.withClient { client, loop in
      if host.contains(":"), loop.addresses.count < 2 { return }
      let result = await Self.ask(
        client, port: loop.port, host: host, target: "/a?b", body: "hello")
      guard case .answered(let response) = result else {
        Issue.record("\(result)")
        return
      }
      #expect(response.status == 200)
      #expect(String(decoding: response.body, as: UTF8.self) == "POST /a?b hello")
      #expect(response.value(of: "content-type") == Array("text/plain".utf8))
    }
  }

  @Test("large contents go both ways, and a HEAD has none")
  func movesMuch() async throws {
    try await Self.withClient { client, loop in
      let body = String(repeating: "b", count: 900_000)
      let echo = await Self.ask(client, port: loop.port, target: "/", body: body)
      guard case .answered(let response) = echo else {
        Issue.record("\(echo)")
        return
      }
      #expect(response.body.count == 900_007)
      let head = await Self.ask(client, port: loop.port, method: "HEAD", target: "/big/9000000")
      guard case .answered(let response) = head else {
        Issue.record("\(head)")
        return
      }
      #expect(response.body.isEmpty)
      let refused = await Self.ask(
        client, port: loop.port, target: "/", body: String(repeating: "b", count: 3_000_000))
      guard case .answered(let response) = refused else {
        Issue.record("\(refused)")
        return
      }
      #expect(response.status == 413)
    }
  }

  @Test(
    "each way of misbehaving has its name",
    arguments: [
      ("/fault/reset", OutgoingResult.reset), ("/fault/close", .reset), ("/fault/truncate", .reset),
      ("/fault/garbage", .badResponse(.malformedStatusLine)), ("/fault/stall", .timedOut),
      ("/big/2000000", .badResponse(.bodyTooLarge)), ("/no\r\nX: y", .unsendable),
    ])
  func namesFaults(target: String, expected: OutgoingResult) async throws {
    try await Self.withClient { client, loop in
      let timeout = expected == .timedOut ? Duration.milliseconds(50) : .seconds(10)
      let result = await Self.ask(client, port: loop.port, target: target, timeout: timeout)
      #expect(result == expected)
    }
  }

  @Test("a name's second address is tried when nobody listens at the first")
  func triesAllAddresses() async throws {
    let client = try LoopClient()
    var configuration = LoopConfiguration(hosts: ["::1"])
    configuration.gracePeriod = .milliseconds(200)
    // A machine without IPv6 has no second address.
    if let loop = try? EventLoop.start(LoopTestApplication(), configuration: configuration) {
      let result = await Self.ask(client, port: loop.port, host: "localhost", target: "/")
      if case .answered = result {} else { Issue.record("\(result)") }
      await loop.stop()
    }
    await client.stop()
  }

  @Test("nobody there is refused, no such name is unreachable")
  func namesAbsence() async throws {
    let dead = try DeadPort()
    defer { withExtendedLifetime(dead) {} }
    try await Self.withClient { client, _ in
      #expect(await Self.ask(client, port: dead.port, target: "/") == .refused)
      #expect(await Self.ask(client, port: dead.port, host: "localhost", target: "/") == .refused)
      let result = await Self.ask(client, port: dead.port, host: "no.such.invalid", target: "/")
      guard case .unreachable = result else {
        Issue.record("\(result)")
        return
      }
    }
  }

  @Test("what is under way at the stop is told so", arguments: PollBackend.allCases)
  func endsOnStop(backend: PollBackend) async throws {
    try await Self.withClient(backend: backend) { client, loop in
      async let stalled = Self.ask(client, port: loop.port, target: "/later")
      // The request has arrived once the application has it.
      while try await loop.run({ app, _ in app.waiting.count }) == 0 {}
      await client.stop()
      #expect(await stalled == .stopped)
      #expect(await Self.ask(client, port: loop.port, target: "/") == .stopped)
    }
  }

  @Test("a server calls out while it serves", arguments: PollBackend.allCases)
  func callsOut(backend: PollBackend) async throws {
    var app = LoopTestApplication()
    let (results, ended) = AsyncStream.makeStream(of: OutgoingResult.self)
    app.onResult = { _, result in ended.yield(result) }
    try await EventLoopTests.withLoop(backend: backend, app: app) { loop in
      let port = loop.port
      loop.perform { _, context in
        for number in 0..<50 {
          _ = context.send(
            OutgoingRequest(
              host: "localhost", port: port,
              message: HTTPRequest(method: "POST", target: "/\(number)", host: "x")))
        }
      }
      var iterator = results.makeAsyncIterator()
      for _ in 0..<50 {
        guard case .answered(let response) = await iterator.next() else {
          Issue.record("a call failed")
          return
        }
        #expect(response.status == 200)
      }
    }
  }

  @Test("where only the status counts, too much content is left away")
  func leavesContent() async throws {
    try await Self.withClient { client, loop in
      var request = OutgoingRequest(
        host: "127.0.0.1", port: loop.port, message: HTTPRequest(target: "/big/2000000", host: "x"))
      request.wantsBody = false
      guard case .answered(let response) = await client.send(request) else {
        Issue.record("no answer")
        return
      }
      #expect(response.status == 200)
      #expect(response.body.isEmpty)
    }
  }

  @Test("a target is sent so many at a time, the others when those have ended")
  func waitsForTurn() async throws {
    var app = LoopTestApplication()
    let (arrivals, arrived) = AsyncStream.makeStream(of: ExchangeID.self)
    let (results, ended) = AsyncStream.makeStream(of: OutgoingResult.self)
    app.onWaiting = { arrived.yield($0) }
    app.onResult = { _, result in ended.yield(result) }
    let count = OutgoingLine.room * 2
    try await EventLoopTests.withLoop(app: app) { loop in
      let port = loop.port
      loop.perform { _, context in
        for _ in 0..<count {
          _ = context.send(
            OutgoingRequest(
              host: "127.0.0.1", port: port, message: HTTPRequest(target: "/later", host: "x"),
              // A busy machine must not end them before their turn.
              timeout: .seconds(600)))
        }
        // Another target has a line of its own: this one does not wait.
        _ = context.send(
          OutgoingRequest(
            host: "localhost", port: port, message: HTTPRequest(target: "/now", host: "x")))
      }
      var arrivalIterator = arrivals.makeAsyncIterator()
      var resultIterator = results.makeAsyncIterator()
      for _ in 0..<OutgoingLine.room { _ = await arrivalIterator.next() }
      guard case .answered = await resultIterator.next() else {
        Issue.record("the other target's request waited")
        return
      }
      let arrivedCount = try await loop.run { app, _ in app.waiting.count }
      #expect(arrivedCount == OutgoingLine.room)
      loop.perform { app, context in
        for exchange in app.waiting { context.complete(exchange, HTTPResponse()) }
        app.waiting = []
      }
      for _ in 0..<OutgoingLine.room {
        _ = await arrivalIterator.next()
        guard case .answered = await resultIterator.next() else {
          Issue.record("a request was lost")
          return
        }
      }
    }
  }

  @Test("a long line to a target where nobody listens ends, one after the other")
  func endsLongLines() async throws {
    var app = LoopTestApplication()
    let (results, ended) = AsyncStream.makeStream(of: OutgoingResult.self)
    app.onResult = { _, result in ended.yield(result) }
    let dead = try DeadPort()
    defer { withExtendedLifetime(dead) {} }
    let gone = dead.port
    try await EventLoopTests.withLoop(app: app) { loop in
      loop.perform { _, context in
        for _ in 0..<20_000 {
          _ = context.send(
            OutgoingRequest(
              host: "127.0.0.1", port: gone, message: HTTPRequest(target: "/", host: "x")))
        }
      }
      var iterator = results.makeAsyncIterator()
      for _ in 0..<20_000 { #expect(await iterator.next() == .refused) }
    }
  }
}
