extension TLSSession {
  /// The head of a record (RFC 8446, section 5.1).
  static let openingLength = 5

  /// Whether these first bytes of a peer are TLS: a record of a handshake or an alert.
  ///
  /// For a port that speaks without TLS and wants to tell a client so. Nil without a byte.
  package static func isTLS(_ bytes: some Sequence<UInt8>) -> Bool? {
    for (index, byte) in bytes.prefix(2).enumerated() {
      if index == 0, byte != 0x15, byte != 0x16 { return false }
      if index == 1, byte != 0x03 { return false }
    }
    return bytes.first { _ in true }.map { _ in true }
  }

  /// Carries the handshake on; whether it is done.
  @discardableResult
  func advance() -> Bool {
    guard !isEstablished else { return true }
    guard failure == nil, isOpeningFine() else { return false }
    let library = context.library
    library.crypto.errorClear()
    let result = library.ssl.handshake(object)
    if result == 1 {
      isEstablished = true
      return true
    }
    switch library.ssl.error(object, result) {
    case OpenSSL.errorWantRead, OpenSSL.errorWantWrite: break
    default: fail(with: failureOfLibrary())
    }
    return false
  }

  /// Looks at the peer's first bytes before the library does, which would answer a plain client
  /// with an alert that it can't read, and tells HTTP from noise by one version's numbers.
  private func isOpeningFine() -> Bool {
    guard let isTLS = TLSSession.isTLS(opening) else {
      if isInputEnded { fail(with: .closedAtOnce) }
      return !isInputEnded
    }
    if isTLS { return true }
    // A word or two more tell what it is.
    guard opening.count == TLSSession.openingLength || isInputEnded else { return false }
    let starts = [
      "GET", "HEAD", "POST", "PUT", "PATC", "DELE", "OPTI", "CONN", "TRAC", "PRI ", "HTTP",
    ]
    let isHTTP = starts.contains { opening.starts(with: $0.utf8) }
    fail(with: isHTTP ? .plainHTTP : .notTLS)
    return false
  }

  func fail(with reason: TLSFailure) {
    if failure == nil { failure = reason }
  }

  /// Why the library gave up: what a callback has noted, or the first error that it has queued.
  func failureOfLibrary() -> TLSFailure {
    let crypto = context.library.crypto
    defer { crypto.errorClear() }
    var code = crypto.errorNext()
    // Errors of other parts of it lie beneath the one that names the cause.
    while code != 0, TLSLibrary.parts(ofError: code).library != OpenSSL.librarySSL {
      let next = crypto.errorNext()
      if next == 0 { break }
      code = next
    }
    let (origin, reason) = TLSLibrary.parts(ofError: code)
    if let noted = notes.failure { return noted }
    if code == 0 { return isEstablished ? .truncated : .closedInHandshake }
    let words = TLSText.printable(
      crypto.errorReason(code).map { String(cString: $0) } ?? "error \(code)")
    guard origin == OpenSSL.librarySSL else { return .brokenProtocol(reason: words) }
    switch reason {
    case OpenSSL.reasonUnexpectedEnd: return isEstablished ? .truncated : .closedInHandshake
    case OpenSSL.reasonCertificateVerifyFailed: return .refusedCertificate(reason: words)
    case OpenSSL.reasonNoSharedCipher: return .noSharedCipher
    case OpenSSL.reasonNoApplicationProtocol: return .noSharedProtocol
    case OpenSSL.reasonUnsupportedProtocol: return .oldVersion
    case OpenSSL.reasonAlert..<OpenSSL.reasonAlert + 256:
      return .alert(UInt8(truncatingIfNeeded: reason - OpenSSL.reasonAlert))
    default: return .brokenProtocol(reason: words)
    }
  }
}
