#if os(Linux)
import Foundation
import Testing
import VerifyMockHTTP
import VerifyMockTestSupport

@testable import VerifyMockNetwork

/// What concerns the whole process runs in one that does nothing else.
@Suite("Descriptors and threads")
struct DescriptorTests {
  @Test("a thousand starts, requests and stops leave no descriptor and no thread behind")
  func leavesNothing() async {
    await #expect(processExitsWith: .success) {
      try await DescriptorTests.expectNothingLeft(after: 1000) { number in
        var configuration = LoopConfiguration()
        configuration.backend = number % 2 == 0 ? .best : .poll
        let loop = try EventLoop.start(LoopTestApplication(), configuration: configuration)
        let client = try RawClient(port: loop.port, isV6: number % 3 == 0)
        client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(try client.readResponse().status == 200)
        if number % 5 == 0 { client.send("GET /fault/stall HTTP/1.1\r\nHost: x\r\n\r\n") }
        await loop.stop()
      }
    }
  }

  @Test("two hundred servers at a time leave no descriptor and no thread behind")
  func leavesNothingTogether() async {
    await #expect(processExitsWith: .success) {
      try await DescriptorTests.expectNothingLeft(after: 2) { _ in
        try await withThrowingTaskGroup(of: Void.self) { group in
          for _ in 0..<200 { group.addTask { try await DescriptorTests.useLoop() } }
          try await group.waitForAll()
        }
      }
    }
  }

  @Test("the counts see a server that runs")
  func seesRunning() async {
    await #expect(processExitsWith: .success) {
      try await DescriptorTests.useLoop()
      let before = try Holdings.settled()
      #expect(before.threads == 0)
      try await DescriptorTests.useLoop {
        let during = try Holdings.current()
        #expect(during.threads == 1, "\(during)")
        #expect(
          during.descriptors["socket:[]", default: 0] > before.descriptors["socket:[]", default: 0])
      }
    }
  }

  /// Runs `cycle` until a round leaves as much as the one before, then so many times more.
  private static func expectNothingLeft(
    after count: Int, _ cycle: (Int) async throws -> Void
  ) async throws {
    // What the first use of a library opens stays open.
    try await cycle(0)
    var before = try Holdings.settled()
    for number in 1..<10 {
      try await cycle(number)
      let after = try Holdings.settled()
      if after == before { break }
      before = after
    }
    for number in 0..<count { try await cycle(number) }
    let after = try Holdings.settled()
    #expect(after == before, "before: \(before)\nafter \(count) more: \(after)")
    #expect(after.threads == 0, "\(after)")
  }

  private static func useLoop(_ body: () throws -> Void = {}) async throws {
    let loop = try EventLoop.start(LoopTestApplication())
    let client = try RawClient(port: loop.port)
    client.send("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    #expect(try client.readResponse().status == 200)
    try body()
    await loop.stop()
  }

  @Test("with too few descriptors, all who connect at once are answered one after the other")
  func survivesExhaustion() async {
    await #expect(processExitsWith: .success) { try await DescriptorTests.exhaust(.best) }
    await #expect(processExitsWith: .success) { try await DescriptorTests.exhaust(.poll) }
  }

  /// Leaves a loop six descriptors for connections, and has thirty clients ask it at once.
  private static func exhaust(_ backend: PollBackend) async throws {
    var configuration = LoopConfiguration()
    configuration.backend = backend
    // The limit that the loop raises is the soft one.
    let loop = try EventLoop.start(LoopTestApplication(), configuration: configuration)
    let clients = try (0..<30).map { _ in try RawClient() }
    let next = UInt(open("/dev/null", O_RDONLY))
    close(Int32(next))
    var limit = rlimit(rlim_cur: next + 6, rlim_max: next + 6)
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    for round in 0..<2 {
      for (number, client) in clients.enumerated() where number % 2 == round {
        try client.connect(port: loop.port)
        client.send("GET /\(number) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
      }
      for (number, client) in clients.enumerated() where number % 2 == round {
        #expect(try client.readResponse().body == "GET /\(number) ")
        client.endOutput()
      }
    }
    await loop.stop()
  }
}
#endif
