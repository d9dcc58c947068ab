import VerifyMockTLS
import VerifyMockTestSupport

@testable import VerifyMockNetwork

/// The TLS of a client whose bytes a test carries itself, over a ``RawClient``.
final class SecureClient {
  let raw: RawClient
  private let session: TLSSession

  init(_ raw: RawClient, host: String = "localhost") throws {
    self.raw = raw
    let context = try TLSContext.client(
      TestAuthority.library.get(), trust: TestAuthority.trust)
    session = try context.clientSession(host: host)
  }

  /// What waits to be sent.
  func output() -> [UInt8] {
    var bytes: [UInt8] = []
    session.takeOutput(into: &bytes)
    return bytes
  }

  /// Sends what waits, at most `chunk` bytes at a time.
  func flush(chunk: Int = .max) {
    let bytes = output()
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, chunk == .max ? bytes.count : start + chunk)
      raw.send(Array(bytes[start..<end]))
      start = end
    }
  }

  /// Agrees on keys.
  func shakeHands(chunk: Int = .max) throws {
    flush(chunk: chunk)
    while !session.isEstablished {
      try take()
      _ = session.read(into: UnsafeMutableRawBufferPointer(start: nil, count: 0))
      flush(chunk: chunk)
    }
  }

  func write(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      if case .moved(let count) = rest.withUnsafeBytes({ session.write($0) }) {
        rest = rest.dropFirst(count)
      }
      flush()
    }
  }

  /// Reads so many bytes of plaintext, or fewer when the other side ends.
  func read(_ count: Int) throws -> String {
    var bytes: [UInt8] = []
    var room = [UInt8](repeating: 0, count: 16_384)
    while bytes.count < count {
      let outcome = room.withUnsafeMutableBytes { session.read(into: $0) }
      switch outcome {
      case .moved(let moved): bytes += room[..<moved]
      case .blocked: try take()
      case .ended, .failed: return String(decoding: bytes, as: UTF8.self)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func take() throws {
    let bytes = try raw.readSome()
    if bytes.isEmpty { session.endInput() }
    bytes.withUnsafeBytes { session.receive($0) }
  }
}
