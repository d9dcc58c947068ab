/// A certificate that is not signed yet (X.509 version 3, RFC 5280).
struct CertificateDraft {
  let library: TLSLibrary
  let object: OwnedObject

  init(_ library: TLSLibrary, name: String, key: OwnedObject) throws(TLSError) {
    let crypto = library.crypto
    guard let certificate = crypto.certificateNew() else {
      throw .refused("to make a certificate", library.reason())
    }
    self.library = library
    object = OwnedObject(certificate, free: crypto.certificateFree)
    // 64 characters is the bound of a common name; the names that count are elsewhere.
    let name = Array(name.utf8)
    let isMade =
      crypto.setVersion(certificate, 2) == 1
      && crypto.setKey(certificate, key.pointer) == 1
      && crypto.nameAdd(
        crypto.subject(certificate), "CN", OpenSSL.utf8Text, name, Int32(clamping: name.count),
        -1, 0) == 1
    guard isMade else { throw .refused("to make a certificate", library.reason()) }
    try setRandomSerial()
  }

  /// 127 random bits, so that no two certificates of one issuer are ever alike.
  private func setRandomSerial() throws(TLSError) {
    let crypto = library.crypto
    var bytes = [UInt8](repeating: 0, count: 16)
    guard crypto.random(&bytes, 16) == 1 else { throw .refused("randomness", library.reason()) }
    // Positive, and of the same length always.
    bytes[0] = bytes[0] & 0x7F | 0x40
    let number = crypto.numberFromBytes(bytes, 16, nil)
    defer { crypto.numberFree(number) }
    let integer = crypto.integerFromNumber(number, nil)
    defer { crypto.integerFree(integer) }
    guard crypto.setSerial(object.pointer, integer) == 1 else {
      throw .refused("a serial number", library.reason())
    }
  }

  /// From and until when it is valid, in seconds from now; never past the end of `issuer`.
  func setValidity(_ seconds: Range<Int>, within issuer: OwnedObject?) throws(TLSError) {
    let crypto = library.crypto
    let day = 86_400
    let start = crypto.timeAdjust(
      nil, Int32(clamping: seconds.lowerBound / day), seconds.lowerBound % day, nil)
    defer { crypto.timeFree(start) }
    let end = crypto.timeAdjust(
      nil, Int32(clamping: seconds.upperBound / day), seconds.upperBound % day, nil)
    defer { crypto.timeFree(end) }
    guard let start, let end else { throw .refused("a time", library.reason()) }
    var last = end
    if let issuer, let limit = crypto.notAfter(issuer.pointer), crypto.timeCompare(end, limit) > 0 {
      last = limit
    }
    guard crypto.setNotBefore(object.pointer, start) == 1,
      crypto.setNotAfter(object.pointer, last) == 1
    else { throw .refused("a time", library.reason()) }
  }

  /// Adds extensions in the order given, as `openssl.cnf` spells their values.
  func add(_ extensions: [(Int32, String)], issuer: OwnedObject) throws(TLSError) {
    let crypto = library.crypto
    // An X509V3_CTX, whose layout is the library's business: 64 bytes in 3.0, room for more.
    let context = UnsafeMutableRawPointer.allocate(byteCount: 512, alignment: 16)
    defer { context.deallocate() }
    context.initializeMemory(as: UInt8.self, repeating: 0, count: 512)
    crypto.extensionContext(context, issuer.pointer, object.pointer, nil, nil, 0)
    for (identifier, value) in extensions {
      guard let made = crypto.extensionMake(nil, context, identifier, value) else {
        throw .refused("the extension '\(value)'", library.reason())
      }
      defer { crypto.extensionFree(made) }
      guard crypto.extensionAdd(object.pointer, made, -1) == 1 else {
        throw .refused("the extension '\(value)'", library.reason())
      }
    }
  }

  /// Signs it, after which it must not change.
  func sign(key: OwnedObject) throws(TLSError) {
    let crypto = library.crypto
    guard crypto.sign(object.pointer, key.pointer, crypto.sha256()) > 0 else {
      throw .refused("to sign a certificate", library.reason())
    }
  }

  func setIssuer(_ issuer: OwnedObject) throws(TLSError) {
    let crypto = library.crypto
    guard crypto.setIssuer(object.pointer, crypto.subject(issuer.pointer)) == 1 else {
      throw .refused("an issuer", library.reason())
    }
  }
}
