import VerifyMockTLS

/// A client and a server, each with what the other has sent and it has not taken yet.
final class SessionPair {
  let client: TLSSession
  let server: TLSSession
  /// At most so many bytes reach the other side at a time.
  var chunk = Int.max
  /// What either side sent, for a look at the records.
  private(set) var sentByClient = 0
  private(set) var sentByServer = 0

  init(client: TLSSession, server: TLSSession) {
    self.client = client
    self.server = server
  }

  /// Carries ciphertext to and fro until nothing moves; true when both are established.
  @discardableResult
  func settle() -> Bool {
    var moved = true
    while moved {
      _ = client.step()
      _ = server.step()
      moved = carry()
    }
    return client.isEstablished && server.isEstablished
  }

  /// Carries what there is once; whether there was anything.
  func carry() -> Bool {
    var toServer: [UInt8] = []
    var toClient: [UInt8] = []
    client.takeOutput(into: &toServer)
    server.takeOutput(into: &toClient)
    sentByClient += toServer.count
    sentByServer += toClient.count
    server.take(toServer, chunk: chunk)
    client.take(toClient, chunk: chunk)
    return !toServer.isEmpty || !toClient.isEmpty
  }
}

extension TLSSession {
  /// Carries the handshake on without reading.
  func step() -> TLSOutcome { read(into: UnsafeMutableRawBufferPointer(start: nil, count: 0)) }

  func take(_ bytes: [UInt8], chunk: Int = .max) {
    var rest = bytes[...]
    while !rest.isEmpty {
      rest.prefix(chunk).withUnsafeBytes { receive($0) }
      rest = rest.dropFirst(chunk)
      if chunk != .max, !isEstablished { _ = step() }
    }
  }

  func read(upTo count: Int = 1 << 14) -> (outcome: TLSOutcome, bytes: [UInt8]) {
    var bytes = [UInt8](repeating: 0, count: count)
    let outcome = bytes.withUnsafeMutableBytes { read(into: $0) }
    guard case .moved(let moved) = outcome else { return (outcome, []) }
    return (outcome, Array(bytes[..<moved]))
  }

  func write(_ text: String) -> TLSOutcome {
    Array(text.utf8).withUnsafeBytes { write($0) }
  }

  func output() -> [UInt8] {
    var bytes: [UInt8] = []
    takeOutput(into: &bytes)
    return bytes
  }
}
