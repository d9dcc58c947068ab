import Testing
import VerifyMockTLS

@Suite("Data")
struct DataTests {
  @Test("much data in both directions arrives whole", arguments: [1, 3, 1000, 16_384, Int.max])
  func carries(chunk: Int) throws {
    let pair = try Authorities.pair()
    #expect(pair.settle())
    pair.chunk = chunk
    // 1 MiB, or as much as single bytes allow in a moment.
    let count = chunk < 100 ? 1 << 16 : 1 << 20
    let up = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    let down = up.reversed().map { ~$0 }
    var (sentUp, sentDown) = (0, 0)
    var (gotUp, gotDown): ([UInt8], [UInt8]) = ([], [])
    var moved = true
    while moved {
      moved = false
      for (session, bytes, isUp) in [(pair.client, up, true), (pair.server, down, false)] {
        let sent = isUp ? sentUp : sentDown
        let outcome = bytes[sent...].withUnsafeBytes { session.write($0) }
        guard case .moved(let count) = outcome else { continue }
        if isUp { sentUp += count } else { sentDown += count }
        moved = true
      }
      if pair.carry() { moved = true }
      while case (.moved, let bytes) = pair.server.read(upTo: 5000) { gotUp += bytes }
      while case (.moved, let bytes) = pair.client.read(upTo: 70_000) { gotDown += bytes }
    }
    // Not the bytes themselves: the difference of two megabytes fills a log.
    let (isUpWhole, isDownWhole) = (gotUp == up, gotDown == down)
    #expect(isUpWhole, "\(gotUp.count) of \(count) bytes")
    #expect(isDownWhole, "\(gotDown.count) of \(count) bytes")
    #expect(pair.client.failure == nil)
    #expect(pair.server.failure == nil)
  }

  @Test("a writer waits when nobody takes the ciphertext")
  func waits() throws {
    let pair = try Authorities.pair()
    #expect(pair.settle())
    let bytes = [UInt8](repeating: 7, count: 1 << 20)
    guard case .moved(let first) = bytes.withUnsafeBytes({ pair.server.write($0) }) else {
      Issue.record("nothing moved")
      return
    }
    #expect(first < bytes.count)
    #expect(bytes.withUnsafeBytes { pair.server.write($0) } == .blocked)
    #expect(pair.server.output().count < 1 << 18)
    #expect(bytes[first...].withUnsafeBytes { pair.server.write($0) } != .blocked)
  }

  @Test("close_notify is an end, and the other direction goes on")
  func ends() throws {
    let pair = try Authorities.pair()
    #expect(pair.settle())
    #expect(pair.client.write("last") == .moved(4))
    pair.client.endOutput()
    #expect(pair.client.write("more") == .failed)
    _ = pair.carry()
    #expect(pair.server.read().bytes == Array("last".utf8))
    #expect(pair.server.read().outcome == .ended)
    #expect(pair.server.read().outcome == .ended)
    #expect(pair.server.write("answer") == .moved(6))
    pair.server.endOutput()
    _ = pair.carry()
    #expect(pair.client.read().bytes == Array("answer".utf8))
    #expect(pair.client.read().outcome == .ended)
    #expect(pair.client.failure == nil)
    #expect(pair.server.failure == nil)
  }

  @Test("an end without close_notify is told apart, after what had come before")
  func truncates() throws {
    let pair = try Authorities.pair()
    #expect(pair.settle())
    #expect(pair.server.write("half") == .moved(4))
    _ = pair.carry()
    pair.client.endInput()
    #expect(pair.client.read().bytes == Array("half".utf8))
    #expect(pair.client.read().outcome == .failed)
    #expect(pair.client.failure == .truncated)
  }

  @Test("an end inside a record is told apart")
  func truncatesRecord() throws {
    let pair = try Authorities.pair()
    #expect(pair.settle())
    #expect(pair.server.write("half") == .moved(4))
    pair.client.take(pair.server.output().dropLast(3))
    #expect(pair.client.read().outcome == .blocked)
    pair.client.endInput()
    #expect(pair.client.read().outcome == .failed)
    #expect(pair.client.failure == .truncated)
  }

  @Test("a changed byte breaks the session, and the peer is told")
  func detectsChange() throws {
    let pair = try Authorities.pair()
    #expect(pair.settle())
    #expect(pair.client.write("genuine") == .moved(7))
    var bytes = pair.client.output()
    bytes[bytes.count - 1] ^= 1
    pair.server.take(bytes)
    #expect(pair.server.read().outcome == .failed)
    #expect(pair.server.write("x") == .failed)
    pair.client.take(pair.server.output())
    #expect(pair.client.read().outcome == .failed)
    #expect(pair.client.failure == .alert(20))
  }
}
