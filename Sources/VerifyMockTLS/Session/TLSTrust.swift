/// Whom a client believes.
package enum TLSTrust: Hashable, Sendable {
  /// The authorities of the system; `SSL_CERT_FILE` and `SSL_CERT_DIR` are honoured.
  case system
  /// The certificates in this PEM file and no others; a server's own will do.
  case file(String)
  /// These certificates in PEM and no others.
  case pem([UInt8])
  /// Anybody: nothing is checked, the host's name neither.
  case nothing
}
