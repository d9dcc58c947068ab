import Foundation
import Testing
import VerifyMockHTTP
import VerifyMockTestSupport

@testable import VerifyMockNetwork

extension EventLoopTests {
  @Test("a port that is taken is named in the error")
  func reportsTakenPort() async throws {
    try await Self.withLoop { loop in
      let port = loop.port
      #expect(throws: ListenError.portInUse(host: "127.0.0.1", port: port)) {
        try EventLoop.start(
          LoopTestApplication(), configuration: LoopConfiguration(port: port))
      }
    }
  }

  @Test("a host that is no address is refused")
  func refusesNames() {
    #expect(throws: ListenError.invalidHost("example.test")) {
      try EventLoop.start(
        LoopTestApplication(), configuration: LoopConfiguration(hosts: ["example.test"]))
    }
    #expect(throws: ListenError.addressUnavailable(host: "192.0.2.1")) {
      try EventLoop.start(
        LoopTestApplication(), configuration: LoopConfiguration(hosts: ["192.0.2.1"]))
    }
  }

  @Test("closures from many threads each run once, on one thread, in order")
  func performsFromThreads() async throws {
    try await Self.withLoop { loop in
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<8 {
          group.addTask {
            var last = 0
            for _ in 0..<500 {
              let count = try? await loop.run { app, _ -> Int in
                app.handledCount += 1
                return app.handledCount
              }
              #expect(count ?? 0 > last)
              last = count ?? 0
            }
          }
        }
      }
      let count = try await loop.run { app, _ in app.handledCount }
      #expect(count == 4000)
    }
  }

  @Test("of the closures left at the stop each runs or is told, exactly once")
  func resumesAllOnStop() async throws {
    for _ in 0..<20 {
      let loop = try EventLoop.start(LoopTestApplication())
      let total = await withTaskGroup(of: (Int, Int).self) { group in
        for number in 0..<8 {
          group.addTask {
            var done = 0
            var told = 0
            for index in 0..<100 {
              if number == 3, index == 50 { await loop.stop() }
              do {
                try await loop.run { app, _ in app.handledCount += 1 }
                done += 1
              } catch {
                told += 1
              }
            }
            return (done, told)
          }
        }
        return await group.reduce((0, 0)) { ($0.0 + $1.0, $0.1 + $1.1) }
      }
      #expect(total.0 + total.1 == 800)
      #expect(total.1 >= 50)
    }
  }

  @Test("a stop closes what is idle and ends what never answers", arguments: PollBackend.allCases)
  func stopsWithOpenConnections(backend: PollBackend) async throws {
    var app = LoopTestApplication()
    let (exchanges, waiting) = AsyncStream.makeStream(of: ExchangeID.self)
    let (gone, ended) = AsyncStream.makeStream(of: ExchangeID.self)
    app.onWaiting = { waiting.yield($0) }
    app.onEnded = { ended.yield($0) }
    try await Self.withLoop(backend: backend, app: app) {
      $0.gracePeriod = .milliseconds(20)
      // On a busy machine the stop may come late: no deadline shall end a connection before it.
      $0.deadlines.head = .seconds(600)
      $0.deadlines.idle = .seconds(600)
    } _: { loop in
      let idle = try (0..<20).map { _ in try RawClient(port: loop.port) }
      let partial = try RawClient(port: loop.port)
      partial.send("GET / HTT")
      let never = try RawClient(port: loop.port)
      never.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n")
      var iterator = exchanges.makeAsyncIterator()
      let exchange = await iterator.next()
      await loop.stop()
      for client in idle + [partial, never] {
        #expect(try client.readToAnyEnd() == "")
      }
      var ends = gone.makeAsyncIterator()
      #expect(await ends.next() == exchange)
      await #expect(throws: LoopStopped()) { try await loop.run { app, _ in app.handledCount } }
    }
  }

  @Test("an answer that is under way at the stop goes out, and what has come in is answered")
  func finishesWhatRuns() async throws {
    try await Self.withLoop {
      $0.gracePeriod = .seconds(10)
    } _: { loop in
      let delayed = try RawClient(port: loop.port)
      delayed.send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /delay/30 HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(try delayed.readResponse().body == "GET /1 ")
      let large = try RawClient(port: loop.port)
      large.send("GET /big/9000000 HTTP/1.1\r\nHost: x\r\n\r\n")
      let arrived = try RawClient(port: loop.port)
      arrived.send("GET /3 HTTP/1.1\r\nHost: x\r\n\r\n")
      loop.requestStop()
      #expect(try delayed.readResponse().body == "delayed")
      #expect(try delayed.readToEnd() == "")
      #expect(try large.readResponse().body.utf8.count == 9_000_000)
      #expect(try large.readToEnd() == "")
      #expect(try arrived.readResponse().body == "GET /3 ")
      await loop.waitUntilStopped()
    }
  }

  @Test("a loop that nobody holds stops by itself")
  func stopsWhenReleased() async throws {
    let client: RawClient
    do {
      let loop = try EventLoop.start(LoopTestApplication())
      client = try RawClient(port: loop.port)
    }
    #expect(try client.readToAnyEnd() == "")
  }

  @Test("stopping twice, and at the same time, is stopping once")
  func stopsOnce() async throws {
    let loop = try EventLoop.start(LoopTestApplication())
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 { group.addTask { await loop.stop() } }
    }
    await loop.stop()
    await #expect(throws: LoopStopped()) { try await loop.run { app, _ in app.handledCount } }
  }
}
