package import VerifyMockTLS
import VerifyMockNetwork

/// What the server proves itself with to clients over TLS.
///
/// Certificates are made by the user's own authority when they are first asked for, unless one was
/// given; an identity is made once.
package final class ServingSecurity: Sendable {
  private struct State {
    var authority: CertificateAuthority?
    var identities: [[String]: TLSIdentity] = [:]
    var contexts: [String: TLSContext] = [:]
  }

  private let chosen: String?
  private let given: TLSIdentity?
  private let state = Mutex(State())

  /// - Parameters:
  ///   - directory: where the authority is kept; nil for the user's state directory.
  ///   - identity: what is shown to clients that connect to the server itself; nil for one of the
  ///     authority's.
  package init(directory: String? = nil, identity: TLSIdentity? = nil) {
    chosen = directory
    given = identity
  }

  /// Whether clients see a certificate that was given instead of one that the authority signs.
  package var isGiven: Bool { given != nil }

  /// Where the authority is kept.
  package func store() throws(AuthorityStoreError) -> AuthorityStore {
    if let chosen { return AuthorityStore(directory: chosen) }
    return AuthorityStore(directory: try AuthorityStore.standardDirectory())
  }

  /// Where the user's state is kept.
  package func directory() throws(MockServerError) -> String {
    do throws(AuthorityStoreError) {
      return try store().directory
    } catch {
      throw MockServerError(error.description, .security)
    }
  }

  /// A context that answers as `host`, whatever name the client sends.
  func context(for host: String) throws(MockServerError) -> TLSContext {
    if let known = state.withLock({ $0.contexts[host] }) { return known }
    let library = try Self.library()
    let identity = try identity(for: [host], library)
    let made = try Self.context(library) { _ in identity }
    state.withLock { $0.contexts[host] = made }
    return made
  }

  /// A context for the server's own port: as one of `hosts` if the client asks for it, else under
  /// the names and addresses in `own`.
  func context(own: [String], hosts: [String]) throws(MockServerError) -> TLSContext {
    let library = try Self.library()
    if let given {
      do throws(TLSError) {
        try given.check(library)
      } catch {
        throw MockServerError(error.description, .security)
      }
      return try Self.context(library) { _ in given }
    }
    let usual = try identity(for: own, library)
    return try Self.context(library) { [weak self] name in
      guard let name, hosts.contains(name) else { return usual }
      return try? self?.identity(for: [name], library)
    }
  }

  /// The authority, made now if there is none.
  package func authority() throws(MockServerError) -> CertificateAuthority {
    try authority(Self.library())
  }

  private func identity(
    for hosts: [String], _ library: TLSLibrary
  ) throws(MockServerError) -> TLSIdentity {
    if let known = state.withLock({ $0.identities[hosts] }) { return known }
    let authority = try authority(library)
    do throws(TLSError) {
      let made = try authority.identity(for: hosts)
      state.withLock { $0.identities[hosts] = made }
      return made
    } catch {
      throw MockServerError(error.description, .security)
    }
  }

  private func authority(_ library: TLSLibrary) throws(MockServerError) -> CertificateAuthority {
    if let known = state.withLock({ $0.authority }) { return known }
    do throws(AuthorityStoreError) {
      let found = try store().loadOrMake(library: library)
      state.withLock { $0.authority = found }
      return found
    } catch {
      throw MockServerError(error.description, .security)
    }
  }

  private static func library() throws(MockServerError) -> TLSLibrary {
    do throws(TLSError) {
      return try TLSLibrary.load()
    } catch {
      throw MockServerError(error.description, .security)
    }
  }

  private static func context(
    _ library: TLSLibrary, _ identity: @escaping @Sendable (String?) -> TLSIdentity?
  ) throws(MockServerError) -> TLSContext {
    do throws(TLSError) {
      return try TLSContext.server(library, identity: identity)
    } catch {
      throw MockServerError(error.description, .security)
    }
  }
}
