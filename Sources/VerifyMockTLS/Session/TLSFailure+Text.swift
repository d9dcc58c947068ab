extension TLSFailure: CustomStringConvertible {
  /// What was wrong, and what would help where that is known.
  package var description: String {
    switch self {
    case .plainHTTP: "the peer speaks plain HTTP where TLS is expected"
    case .notTLS: "the peer's first bytes are not TLS"
    case .unknownAuthority(let issuer):
      "the certificate is signed by '\(issuer)', which is not among the trusted authorities"
    case .selfSigned(let subject):
      "the certificate of '\(subject)' is signed by itself and not trusted"
    case .expired(let time): "the certificate has expired on \(time)"
    case .notYetValid(let time): "the certificate is not valid before \(time)"
    case .wrongHost(let asked, let named):
      "the certificate is not for '\(asked)', but for \(named.isEmpty ? "no host" : named)"
    case .refusedCertificate(let reason): "the certificate is refused: \(reason)"
    case .alert(let number): TLSFailure.text(ofAlert: number)
    case .closedAtOnce: "the connection was closed without a byte"
    case .closedInHandshake: "the connection was closed during the TLS handshake"
    case .truncated: "the connection was closed without TLS's closing notice"
    case .noIdentity(let name?):
      "there is no certificate for '\(TLSText.printable(name))', which the client asked for"
    case .noIdentity(nil): "there is no certificate for a client that names no host"
    case .badIdentity(let name, let reason):
      "the certificate for '\(TLSText.printable(name ?? "any host"))' can't be used: \(reason)"
    case .noSharedProtocol: "the client offers no HTTP/1.1 (ALPN)"
    case .oldVersion: "the peer offers no version from TLS 1.2 on"
    case .noSharedCipher: "there is no cipher that both sides know"
    case .brokenProtocol(let reason): "the TLS session broke: \(reason)"
    }
  }

  /// The alert in words: RFC 8446, section 6.2; RFC 5246, section 7.2.2.
  private static func text(ofAlert number: UInt8) -> String {
    let distrust = "; it does not trust the certificate's authority"
    return switch number {
    case 40: "the peer refused the handshake (alert 40)"
    case 42: "the peer calls the certificate bad (alert 42)" + distrust
    case 43: "the peer does not support the certificate (alert 43)"
    case 44: "the peer calls the certificate revoked (alert 44)"
    case 45: "the peer calls the certificate expired (alert 45)"
    case 46: "the peer refused the certificate (alert 46)" + distrust
    case 48: "the peer does not trust the certificate's authority (alert 48)"
    case 70: "the peer does not speak this version of TLS (alert 70)"
    case 71: "the peer wants stronger encryption (alert 71)"
    case 80: "the peer had an error of its own (alert 80)"
    case 112: "the peer knows no host of this name (alert 112)"
    case 116: "the peer wants a certificate of the client (alert 116)"
    case 120: "the peer does not speak HTTP/1.1 (alert 120)"
    default: "the peer ended the session (alert \(number))"
    }
  }
}
