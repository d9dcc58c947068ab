extension TLSIdentity {
  /// Throws unless a server can show this: certificates, a key without a password, and the key of
  /// the first of them. For what a user brings, so that the mistake shows before the first client.
  ///
  /// Says nothing about dates and names.
  package func check(_ library: TLSLibrary) throws(TLSError) { _ = try read(library) }

  /// What the PEM holds.
  func read(
    _ library: TLSLibrary
  ) throws(TLSError) -> (certificates: [OwnedObject], key: OwnedObject) {
    let certificates = try library.certificates(inPEM: certificates)
    let key = try library.key(inPEM: key)
    guard library.crypto.matches(certificates[0].pointer, key.pointer) == 1 else {
      library.crypto.errorClear()
      throw .keyMismatch
    }
    return (certificates, key)
  }
}
