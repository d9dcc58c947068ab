#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension TLSContext {
  /// A context of clients that believe `trust`.
  ///
  /// Throws when a file of roots that somebody has named can't be read: an empty store would
  /// refuse every server with no word of the reason.
  package static func client(
    _ library: TLSLibrary, trust: TLSTrust
  ) throws(TLSError) -> TLSContext {
    let context = TLSContext(library, try make(library), nil)
    let (ssl, crypto, object) = (library.ssl, library.crypto, context.object)
    let offer = ProtocolCallback.offer
    guard ssl.contextProtocols(object, offer, UInt32(offer.count)) == 0 else {
      throw .refused("the protocols", library.reason())
    }
    switch trust {
    case .nothing:
      ssl.contextVerify(object, OpenSSL.verifyNone, nil)
      return context
    case .system:
      if let named = getenv("SSL_CERT_FILE"), named.pointee != 0 {
        let path = String(cString: named)
        guard isReadableFile(path) else { throw .unreadableRoots(path) }
      }
      guard ssl.contextDefaultRoots(object) == 1 else {
        throw .refused("the system's roots", library.reason())
      }
    case .file(let path):
      guard isReadableFile(path) else { throw .unreadableRoots(path) }
      guard ssl.contextRootsFile(object, path) == 1 else {
        throw .notCertificates("\(path): \(library.reason())")
      }
    case .pem(let bytes):
      let store = ssl.contextStore(object)
      for certificate in try library.certificates(inPEM: bytes)
      where crypto.storeAdd(store, certificate.pointer) != 1 {
        throw .refused("a certificate", library.reason())
      }
    }
    if trust != .system {
      // Whoever names a certificate trusts it, be it a root or not.
      _ = crypto.parameterFlags(ssl.contextParameters(object), OpenSSL.verifyPartialChain)
    }
    ssl.contextVerify(object, OpenSSL.verifyPeer, VerifyCallback.note)
    return context
  }

  /// Whether OpenSSL can open a file by its name: it would wait for a FIFO, and read a device for
  /// ever.
  private static func isReadableFile(_ path: String) -> Bool {
    var information = stat()
    return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFREG
      && access(path, R_OK) == 0
  }

  /// A session with `host`, as it stands in a URL: its name is sent unless it is an address, and
  /// the certificate must be for it. The greeting is ready to be sent.
  package func clientSession(host: String) throws(TLSError) -> TLSSession {
    guard let name = CertificateHost(host) else { throw .invalidHost(host) }
    let session = try TLSSession(self, host: name.text)
    let (ssl, crypto) = (library.ssl, library.crypto)
    let parameters = ssl.parameters(session.object)
    let isSet: Bool
    switch name {
    case .name(let text):
      // Names are sought where RFC 6125 puts them, never in the subject.
      crypto.parameterHostFlags(
        parameters, OpenSSL.hostNeverSubject | OpenSSL.hostNoPartialWildcards)
      isSet = text.withCString { pointer in
        crypto.parameterHost(parameters, pointer, 0) == 1
          && ssl.control(
            session.object, OpenSSL.controlServerName, 0, UnsafeMutableRawPointer(mutating: pointer)
          ) == 1
      }
    case .address(let text):
      isSet = crypto.parameterAddress(parameters, text) == 1
    }
    guard isSet else { throw .refused("the host '\(name.text)'", library.reason()) }
    ssl.setConnecting(session.object)
    session.advance()
    return session
  }
}
