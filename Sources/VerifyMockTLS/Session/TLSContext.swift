/// The settings that sessions of one kind share: TLS 1.2 at least, HTTP/1.1 by ALPN.
///
/// May be used by several threads at once; a session belongs to one at a time.
package final class TLSContext: @unchecked Sendable {
  let library: TLSLibrary
  let object: OpaquePointer
  /// Nil for a client.
  let identities: ServerIdentities?

  /// Takes `object` over.
  init(_ library: TLSLibrary, _ object: OpaquePointer, _ identities: ServerIdentities?) {
    self.library = library
    self.object = object
    self.identities = identities
  }

  deinit { library.ssl.contextFree(object) }

  /// A context with what servers and clients have in common; the caller owns it.
  static func make(_ library: TLSLibrary) throws(TLSError) -> OpaquePointer {
    let ssl = library.ssl
    library.crypto.errorClear()
    guard let object = ssl.contextNew(ssl.method()) else {
      throw .refused("a context", library.reason())
    }
    _ = ssl.contextControl(object, OpenSSL.controlMinimumVersion, OpenSSL.version12, nil)
    let mode =
      OpenSSL.modePartialWrite | OpenSSL.modeMovingBuffer | OpenSSL.modeReleaseBuffers
    _ = ssl.contextControl(object, OpenSSL.controlMode, mode, nil)
    // 0: none are kept here. Clients still resume, with tickets that they keep themselves.
    _ = ssl.contextControl(object, OpenSSL.controlSessionCacheMode, 0, nil)
    _ = ssl.contextOptions(object, OpenSSL.optionNoRenegotiation)
    return object
  }
}
