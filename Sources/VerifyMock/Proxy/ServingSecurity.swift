import VerifyMockTLS

/// What the server proves itself with to clients over TLS: certificates for the hosts whose part
/// it plays, made by its own authority when they are first asked for.
final class ServingSecurity: Sendable {
  private struct State {
    var authority: CertificateAuthority?
    var identities: [String: TLSIdentity] = [:]
    var contexts: [String: TLSContext] = [:]
  }

  private let state = Mutex(State())

  /// A context that answers as `host`, whatever name the client sends.
  func context(for host: String) throws(MockServerError) -> TLSContext {
    do throws(TLSError) {
      let library = try TLSLibrary.load()
      let known = state.withLock { $0.contexts[host] }
      if let known { return known }
      let identity = try identity(for: [host], library)
      let context = try TLSContext.server(library) { _ in identity }
      state.withLock { $0.contexts[host] = context }
      return context
    } catch {
      throw MockServerError(error.description)
    }
  }

  private func identity(
    for hosts: [String], _ library: TLSLibrary
  ) throws(TLSError) -> TLSIdentity {
    let authority = try authority(library)
    return try authority.identity(for: hosts)
  }

  private func authority(_ library: TLSLibrary) throws(TLSError) -> CertificateAuthority {
    if let known = state.withLock({ $0.authority }) { return known }
    let made = try CertificateAuthority.make(library, name: "VerifyMock", validFor: 365)
    state.withLock { $0.authority = made }
    return made
  }
}
