/// What is told how the check of a server's certificate goes.
enum VerifyCallback {
  typealias Function = @convention(c) (Int32, OpaquePointer?) -> Int32

  /// Notes the first thing that is wrong, while the certificate is still at hand, and changes
  /// nothing about the verdict.
  static let note: Function = { isFine, store in
    guard isFine != 1, case .success(let library) = TLSLibrary.shared else { return isFine }
    let object = library.crypto.storeContextData(store, library.ssl.indexInStoreContext())
    guard let object, let notes = SessionNotes.of(OpaquePointer(object), library),
      notes.failure == nil
    else { return isFine }
    notes.failure = failure(
      library, error: library.crypto.storeContextError(store),
      certificate: library.crypto.storeContextCertificate(store), host: notes.host ?? "")
    return isFine
  }

  private static func failure(
    _ library: TLSLibrary, error: Int32, certificate: OpaquePointer?, host: String
  ) -> TLSFailure {
    let crypto = library.crypto
    let words = crypto.verifyReason(Int(error)).map { String(cString: $0) } ?? "error \(error)"
    guard let certificate else { return .refusedCertificate(reason: words) }
    switch error {
    case OpenSSL.verifyExpired:
      return .expired(at: library.text { crypto.timePrint($0, crypto.notAfter(certificate)) == 1 })
    case OpenSSL.verifyNotYetValid:
      return .notYetValid(
        until: library.text { crypto.timePrint($0, crypto.notBefore(certificate)) == 1 })
    case OpenSSL.verifySelfSigned:
      return .selfSigned(subject: library.name(crypto.subject(certificate)))
    case OpenSSL.verifySelfSignedInChain, OpenSSL.verifyNoIssuer, OpenSSL.verifyNoLocalIssuer,
      OpenSSL.verifyNoLeafSignature:
      return .unknownAuthority(issuer: library.name(crypto.issuer(certificate)))
    case OpenSSL.verifyWrongHost, OpenSSL.verifyWrongAddress:
      return .wrongHost(asked: host, named: library.alternativeNames(of: certificate))
    default:
      return .refusedCertificate(reason: words)
    }
  }
}

extension TLSLibrary {
  /// A distinguished name as RFC 2253 writes it.
  fileprivate func name(_ name: OpaquePointer?) -> String {
    text { crypto.namePrint($0, name, 0, OpenSSL.nameAsRFC2253) >= 0 }
  }

  fileprivate func alternativeNames(of certificate: OpaquePointer) -> String {
    let index = crypto.extensionIndex(certificate, OpenSSL.subjectAlternativeName, -1)
    guard index >= 0, let found = crypto.extensionAt(certificate, index) else { return "" }
    return text { crypto.extensionPrint($0, found, 0, 0) == 1 }
  }
}
