import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

import Testing
import VerifyMockTLS

@Suite("Memory", .serialized)
struct LeakTests {
  /// Some hundreds by the way; `VERIFY_MOCK_HANDSHAKES=10000` for the long run.
  private static let rounds =
    ProcessInfo.processInfo.environment["VERIFY_MOCK_HANDSHAKES"].flatMap(Int.init) ?? 300

  @Test("handshakes, good and bad ones, leave no memory behind")
  func staysFlat() throws {
    let ours = try Authorities.ours.get()
    let shown = try Authorities.identity.get()
    let library = try Authorities.library.get()
    let server = try TLSContext.server(library) { $0 == "nobody.example" ? nil : shown }
    let client = try TLSContext.client(library, trust: .pem(ours.certificate))
    func round(_ number: Int) throws {
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
    for number in 0..<200 { try round(number) }
    let before = resident()
    for number in 0..<LeakTests.rounds { try round(number) }
    let growth = resident() - before
    // A session that stays costs 20 KiB and more; other tests run at the same time.
    #expect(growth < 12 << 20 + LeakTests.rounds * 200, "\(growth) bytes more")
    if LeakTests.rounds > 1000 {
      print("\(LeakTests.rounds) handshakes: \(growth) bytes more")
    }
  }

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

  /// Bytes of memory that the process has; 0 where the system does not say, and under a
  /// sanitizer, which keeps what is freed for a while and counts leaks by itself.
  private func resident() -> Int {
    guard dlsym(nil, "__asan_init") == nil, dlsym(nil, "__tsan_init") == nil else { return 0 }
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else {
      return 0
    }
    return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4096
  }
}
