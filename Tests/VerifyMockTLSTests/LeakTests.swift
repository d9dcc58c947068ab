import Foundation
import Testing
import VerifyMockTLS

@Suite("Memory", .serialized)
struct LeakTests {
  #if os(Linux) && canImport(Glibc)
  /// Some hundreds by the way; `VERIFY_MOCK_HANDSHAKES=10000` for the long run.
  private static let rounds =
    ProcessInfo.processInfo.environment["VERIFY_MOCK_HANDSHAKES"].flatMap(Int.init) ?? 300

  /// The heap is measured in a process that does nothing else.
  @Test("handshakes, good and bad ones, leave no memory behind")
  func staysFlat() async {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardOutputContent]
    ) {
      let handshakes = try Handshakes()
      // The C library keeps some of what is freed, of each size: that fills up first.
      for _ in 0..<20 {
        let before = HeapUse.bytes()
        try handshakes.run(300)
        if let before, let after = HeapUse.bytes(), after - before < 300 * 16 { break }
      }
      let rounds = LeakTests.rounds
      let warm = HeapUse.bytes()
      try handshakes.run(rounds)
      let once = HeapUse.bytes()
      try handshakes.run(2 * rounds)
      guard let warm, let once, let twice = HeapUse.bytes() else { return }
      let figures =
        "\(warm) bytes at first, \(once - warm) more after \(rounds) rounds, "
        + "\(twice - once) more after \(2 * rounds) rounds"
      // What leaks grows twice as much the second time.
      #expect((twice - once) - (once - warm) < rounds * 16, "\(figures)")
      print(figures)
    }
    if LeakTests.rounds > 1000, let result {
      print(String(decoding: result.standardOutputContent, as: UTF8.self))
    }
  }

  @Test("the figure of the heap sees what is kept, and that it is let go")
  func seesGrowth() async {
    await #expect(processExitsWith: .success) {
      guard let before = HeapUse.bytes() else { return }
      var kept = (0..<100).map { _ in [UInt8](repeating: 1, count: 10_000) }
      let during = try #require(HeapUse.bytes())
      #expect(during - before > 1_000_000)
      kept = []
      #expect(try #require(HeapUse.bytes()) < during - 900_000, "\(kept.count)")
    }
  }

  /// Handshakes of one client and one server, three of four of which fail or send and read.
  private struct Handshakes {
    let ours: CertificateAuthority
    let server: TLSContext
    let client: TLSContext

    init() throws {
      let authority = try Authorities.ours.get()
      let shown = try Authorities.identity.get()
      let library = try Authorities.library.get()
      ours = authority
      server = try TLSContext.server(library) { $0 == "nobody.example" ? nil : shown }
      client = try TLSContext.client(library, trust: .pem(authority.certificate))
    }

    func run(_ count: Int) throws {
      for number in 0..<count { try run(number: number) }
    }

    private func run(number: Int) throws {
      let host = ["localhost", "localhost", "other.example", "nobody.example"][number % 4]
      let pair = SessionPair(
        client: try client.clientSession(host: host), server: try server.serverSession())
      #expect(pair.settle() == (host == "localhost"))
      _ = pair.client.write("question")
      _ = pair.carry()
      _ = pair.server.read()
      if number % 8 == 0 { pair.client.endOutput() }
      if number % 16 == 0 {
        let plain = try server.serverSession()
        plain.take(Array("GET / HTTP/1.1".utf8))
        #expect(plain.read().outcome == .failed)
        _ = try ours.identity(for: ["localhost"])
      }
    }
  }
  #endif

  @Test("one context serves several threads at once")
  func threads() async throws {
    let ours = try Authorities.ours.get()
    let library = try Authorities.library.get()
    let server = try TLSContext.server(library) { name in
      try? ours.identity(for: [name ?? "localhost"])
    }
    let client = try TLSContext.client(library, trust: .pem(ours.certificate))
    let failures = try await withThrowingTaskGroup(of: Int.self) { group in
      for task in 0..<8 {
        group.addTask {
          var failures = 0
          for number in 0..<25 {
            let host = "host-\(task % 3)-\(number).example"
            let pair = SessionPair(
              client: try client.clientSession(host: host), server: try server.serverSession())
            if !pair.settle() { failures += 1 }
          }
          return failures
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(failures == 0)
  }
}
