/// The certificates of one server, read once for each that the caller gives out.
final class ServerIdentities: @unchecked Sendable {
  /// More names than a test ever serves; a client that asks for more costs the cache, not memory.
  private static let bound = 256

  let library: TLSLibrary
  private let identity: @Sendable (String?) -> TLSIdentity?
  private let lock = Lock()
  private var cache: [String?: Entry] = [:]

  private struct Entry {
    let identity: TLSIdentity
    let certificates: [OwnedObject]
    let key: OwnedObject
  }

  init(_ library: TLSLibrary, identity: @escaping @Sendable (String?) -> TLSIdentity?) {
    self.library = library
    self.identity = identity
  }

  /// Gives a session the certificate for `name`; answers why not.
  func apply(_ name: String?, to session: OpaquePointer) -> TLSFailure? {
    // Asked outside the lock: it may take its time, or sign one.
    guard let identity = identity(name) else { return .noIdentity(serverName: name) }
    do throws(TLSError) {
      let entry = try entry(name, identity)
      let ssl = library.ssl
      guard ssl.useCertificate(session, entry.certificates[0].pointer) == 1,
        ssl.useKey(session, entry.key.pointer) == 1
      else { throw .refused("the certificate", library.reason()) }
      for certificate in entry.certificates.dropFirst() {
        // 1: the session takes a reference of its own.
        let added = ssl.control(
          session, OpenSSL.controlChainCertificate, 1, UnsafeMutableRawPointer(certificate.pointer))
        guard added == 1 else { throw .refused("the chain", library.reason()) }
      }
      return nil
    } catch {
      return .badIdentity(serverName: name, reason: error.description)
    }
  }

  private func entry(_ name: String?, _ identity: TLSIdentity) throws(TLSError) -> Entry {
    if let found = lock({ cache[name] }), found.identity == identity { return found }
    let (certificates, key) = try identity.read(library)
    let entry = Entry(identity: identity, certificates: certificates, key: key)
    lock {
      if cache.count >= ServerIdentities.bound { cache.removeAll() }
      cache[name] = entry
    }
    return entry
  }
}
