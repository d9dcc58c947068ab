/// Numbers of OpenSSL's headers, which nobody has to install.
///
/// From `ssl.h`, `tls1.h`, `bio.h`, `err.h`, `x509_vfy.h`, `x509v3.h`, `obj_mac.h`, `asn1.h` of
/// OpenSSL 3.0; all of 3.x keep them, being part of the binary interface.
/// <https://docs.openssl.org/3.0/man3/>
enum OpenSSL {
  static let initWithoutAtExit: UInt64 = 0x0008_0000

  // SSL_CTX_ctrl, SSL_ctrl and SSL_CTX_callback_ctrl.
  static let controlMode: Int32 = 33
  static let controlSessionCacheMode: Int32 = 44
  static let controlServerNameCallback: Int32 = 53
  static let controlServerNameArgument: Int32 = 54
  static let controlServerName: Int32 = 55
  static let controlChainCertificate: Int32 = 89
  static let controlMinimumVersion: Int32 = 123
  static let version12 = 0x0303
  static let modePartialWrite = 0x01
  static let modeMovingBuffer = 0x02
  static let modeReleaseBuffers = 0x10
  static let optionNoRenegotiation: UInt64 = 1 << 30

  static let verifyNone: Int32 = 0
  static let verifyPeer: Int32 = 1

  // SSL_get_error.
  static let errorWantRead: Int32 = 2
  static let errorWantWrite: Int32 = 3
  static let errorZeroReturn: Int32 = 6

  // What callbacks answer, and alerts (RFC 8446, section 6).
  static let callbackOK: Int32 = 0
  static let callbackFatal: Int32 = 2
  static let alertInternalError: Int32 = 80
  static let alertUnrecognizedName: Int32 = 112

  // BIO_ctrl.
  static let bioPending: Int32 = 10
  static let bioEndReturn: Int32 = 130

  // Errors: library and reasons of it.
  static let libraryPEM = 9
  static let librarySSL = 20
  static let reasonNoStartLine = 108
  static let reasonCertificateVerifyFailed = 134
  static let reasonNoSharedCipher = 193
  static let reasonNoApplicationProtocol = 235
  static let reasonUnsupportedProtocol = 258
  static let reasonUnexpectedEnd = 294
  /// Reasons from here on are alerts of the peer.
  static let reasonAlert = 1000

  // X509_STORE_CTX_get_error.
  static let verifyNotYetValid: Int32 = 9
  static let verifyExpired: Int32 = 10
  static let verifySelfSigned: Int32 = 18
  static let verifySelfSignedInChain: Int32 = 19
  static let verifyNoIssuer: Int32 = 2
  static let verifyNoLocalIssuer: Int32 = 20
  static let verifyNoLeafSignature: Int32 = 21
  static let verifyWrongHost: Int32 = 62
  static let verifyWrongAddress: Int32 = 64
  static let verifyPartialChain: UInt = 0x80000
  static let hostNeverSubject: UInt32 = 0x20
  static let hostNoPartialWildcards: UInt32 = 0x4

  // Extensions of a certificate (RFC 5280, section 4.2.1).
  static let subjectKeyIdentifier: Int32 = 82
  static let keyUsage: Int32 = 83
  static let subjectAlternativeName: Int32 = 85
  static let basicConstraints: Int32 = 87
  static let authorityKeyIdentifier: Int32 = 90
  static let extendedKeyUsage: Int32 = 126

  static let utf8Text: Int32 = 0x1000
  static let nameAsRFC2253: UInt = 0x111_0317
}
