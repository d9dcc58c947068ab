#if os(Linux)
import Foundation
import Testing
import VerifyMockHTTP

@testable import VerifyMock

/// What concerns the whole process runs in one of its own.
@Suite("Descriptors and threads")
struct DescriptorTests {
  static func count(_ directory: String) -> Int {
    (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/\(directory)").count) ?? -1
  }

  @Test("a thousand starts, requests and stops leave no descriptor and no thread behind")
  func leavesNothing() async {
    await #expect(processExitsWith: .success) {
      func cycle(_ number: Int) async throws {
        var configuration = LoopConfiguration()
        configuration.backend = number % 2 == 0 ? .best : .poll
        let loop = try EventLoop.start(LoopTestApplication(), configuration: configuration)
        let client = try RawClient(port: loop.port, isV6: number % 3 == 0)
        client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        let response = try client.readResponse()
        precondition(response.status == 200)
        if number % 5 == 0 { client.send("GET /fault/stall HTTP/1.1\r\nHost: x\r\n\r\n") }
        await loop.stop()
      }
      for number in 0..<10 { try await cycle(number) }
      let descriptors = DescriptorTests.count("fd")
      let threads = DescriptorTests.count("task")
      for number in 0..<1000 { try await cycle(number) }
      precondition(DescriptorTests.count("fd") == descriptors)
      // The runtime's own threads may come and go.
      precondition(DescriptorTests.count("task") <= threads + 1)
    }
  }

  @Test("with too few descriptors, all who connect at once are answered one after the other")
  func survivesExhaustion() async {
    await #expect(processExitsWith: .success) { try await DescriptorTests.exhaust(.best) }
    await #expect(processExitsWith: .success) { try await DescriptorTests.exhaust(.poll) }
  }

  /// Leaves a loop six descriptors for connections, and has thirty clients ask it at once.
  static func exhaust(_ backend: PollBackend) async throws {
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
        let response = try client.readResponse()
        precondition(response.body == "GET /\(number) ")
        client.endOutput()
      }
    }
    await loop.stop()
  }
}
#endif
