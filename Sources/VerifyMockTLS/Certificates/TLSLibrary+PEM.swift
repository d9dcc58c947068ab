extension TLSLibrary {
  /// The certificates in `pem`, at least one.
  func certificates(inPEM pem: [UInt8]) throws(TLSError) -> [OwnedObject] {
    crypto.errorClear()
    let found = withReader(pem) { bio in
      var found: [OwnedObject] = []
      while let certificate = crypto.readCertificate(bio, nil, PasswordCallback.none, nil) {
        found.append(OwnedObject(certificate, free: crypto.certificateFree))
      }
      return found
    }
    let (library, reason) = TLSLibrary.parts(ofError: crypto.errorLast())
    let words = self.reason()
    guard let found, !found.isEmpty,
      library == OpenSSL.libraryPEM, reason == OpenSSL.reasonNoStartLine
    else { throw .notCertificates(words) }
    return found
  }

  /// The private key in `pem`.
  func key(inPEM pem: [UInt8]) throws(TLSError) -> OwnedObject {
    defer { crypto.errorClear() }
    let key = withReader(pem) { crypto.readKey($0, nil, PasswordCallback.none, nil) }
    guard let key else { throw .notKey }
    return OwnedObject(key, free: crypto.keyFree)
  }

  func pem(ofCertificate certificate: OwnedObject) throws(TLSError) -> [UInt8] {
    let bytes = bytes { crypto.writeCertificate($0, certificate.pointer) == 1 }
    guard let bytes else { throw .refused("to write a certificate", reason()) }
    return bytes
  }

  func pem(ofKey key: OwnedObject) throws(TLSError) -> [UInt8] {
    let bytes = bytes { crypto.writeKey($0, key.pointer, nil, nil, 0, nil, nil) == 1 }
    guard let bytes else { throw .refused("to write a key", reason()) }
    return bytes
  }

  /// A new key on the curve P-256, which every client knows.
  func makeKey() throws(TLSError) -> OwnedObject {
    guard let context = crypto.keyContext(nil, "EC", nil) else {
      throw .refused("to make a key", reason())
    }
    defer { crypto.keyContextFree(context) }
    var key: OpaquePointer?
    guard crypto.keyContextStart(context) == 1, crypto.keyContextGroup(context, "P-256") == 1,
      crypto.keyGenerate(context, &key) == 1, let key
    else { throw .refused("to make a key", reason()) }
    return OwnedObject(key, free: crypto.keyFree)
  }
}
