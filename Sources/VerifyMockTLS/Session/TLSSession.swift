/// One TLS connection without the connection: ciphertext goes in and comes out as bytes.
///
/// Belongs to one thread at a time. After `receive` call `read` until it no longer moves, then
/// send what `takeOutput` gives; the handshake goes on in `read` and `write`.
package final class TLSSession {
  let context: TLSContext
  let object: OpaquePointer
  /// From the peer and to the peer; the session's object owns both.
  let input: OpaquePointer
  let output: OpaquePointer
  let notes: SessionNotes

  /// Why the session is broken, once it is.
  package internal(set) var failure: TLSFailure?
  /// Whether the handshake is done.
  package internal(set) var isEstablished = false

  /// The first bytes of the peer, which say whether it speaks TLS at all.
  var opening: [UInt8] = []
  var isInputEnded = false
  var isOutputEnded = false

  init(_ context: TLSContext, host: String?) throws(TLSError) {
    let (ssl, crypto) = (context.library.ssl, context.library.crypto)
    crypto.errorClear()
    guard let object = ssl.new(context.object) else {
      throw .refused("a session", context.library.reason())
    }
    guard let input = crypto.bioNew(crypto.bioMemory()) else {
      ssl.free(object)
      throw .refused("a session", context.library.reason())
    }
    guard let output = crypto.bioNew(crypto.bioMemory()) else {
      _ = crypto.bioFree(input)
      ssl.free(object)
      throw .refused("a session", context.library.reason())
    }
    ssl.setBIOs(object, input, output)
    self.context = context
    self.object = object
    self.input = input
    self.output = output
    notes = SessionNotes(host: host)
    _ = ssl.setData(object, 0, Unmanaged.passUnretained(notes).toOpaque())
  }

  deinit { context.library.ssl.free(object) }

  /// The host that the client asks for; nil when it sends none, or has not yet.
  package var serverName: String? { notes.host ?? notes.serverName }

  /// For example `TLSv1.3`.
  package var version: String {
    context.library.ssl.versionName(object).map { String(cString: $0) } ?? ""
  }

  /// What ALPN has settled on; nil when the peer did not take part.
  package var agreedProtocol: String? {
    var start: UnsafePointer<UInt8>?
    var count: UInt32 = 0
    context.library.ssl.agreedProtocol(object, &start, &count)
    guard let start, count > 0 else { return nil }
    return String(decoding: UnsafeBufferPointer(start: start, count: Int(count)), as: UTF8.self)
  }
}
