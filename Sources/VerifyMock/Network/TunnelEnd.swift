package import VerifyMockTLS

/// Where the bytes go that a client sends behind a CONNECT.
package enum TunnelEnd: Sendable {
  /// They are requests to this server, over TLS where there is a context.
  case here(TLSContext?)
  /// They are not looked at.
  case elsewhere(host: String, port: UInt16, Reach)
}
