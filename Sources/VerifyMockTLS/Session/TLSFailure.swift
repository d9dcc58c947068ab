/// Why one session broke: the peer's doing, in most cases.
package enum TLSFailure: Error, Hashable, Sendable {
  /// The peer speaks HTTP without TLS. Nothing was sent to it, so it may be told in its language.
  case plainHTTP
  /// The peer's first bytes are no TLS at all.
  case notTLS
  /// Nobody whom we trust has signed the peer's certificate; who did.
  case unknownAuthority(issuer: String)
  /// The peer's certificate is signed by itself and not trusted; its name.
  case selfSigned(subject: String)
  case expired(at: String)
  case notYetValid(until: String)
  /// The certificate is for other hosts: the one asked for, and those it names.
  case wrongHost(asked: String, named: String)
  /// The certificate is refused for another reason, in the library's words.
  case refusedCertificate(reason: String)
  /// The peer has refused us and says so: the number of its alert (RFC 8446, section 6).
  case alert(UInt8)
  /// The connection ended without a byte: a probe, or a client that went away.
  case closedAtOnce
  /// The connection ended inside the handshake.
  case closedInHandshake
  /// The connection ended without `close_notify`. Between messages that is usual; inside one it
  /// is cut short, whether by an accident or an attacker.
  case truncated
  /// The server has no certificate for this name; nil when the client sent none.
  case noIdentity(serverName: String?)
  /// The certificate or key for this name can't be used, and why.
  case badIdentity(serverName: String?, reason: String)
  /// The client offers nothing but other protocols than HTTP/1.1 (RFC 7301, section 3.2).
  case noSharedProtocol
  /// The peer knows no version from TLS 1.2 on.
  case oldVersion
  case noSharedCipher
  /// Anything else that breaks the rules, in the library's words.
  case brokenProtocol(reason: String)
}
