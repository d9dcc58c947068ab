/// What a server shows and proves itself with.
package struct TLSIdentity: Hashable, Sendable {
  /// In PEM, the server's own first, then those that signed it.
  package let certificates: [UInt8]
  /// In PEM, without a password.
  package let key: [UInt8]

  package init(certificates: [UInt8], key: [UInt8]) {
    self.certificates = certificates
    self.key = key
  }
}

extension TLSIdentity: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Never shows the key.
  package var description: String { "an identity (the key is not shown)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}
