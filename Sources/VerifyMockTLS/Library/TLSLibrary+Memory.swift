extension TLSLibrary {
  /// What `write` puts into a memory BIO; nil when it fails.
  func bytes(_ write: (OpaquePointer) -> Bool) -> [UInt8]? {
    guard let bio = crypto.bioNew(crypto.bioMemory()) else { return nil }
    defer { _ = crypto.bioFree(bio) }
    guard write(bio) else { return nil }
    let pending = crypto.bioControl(bio, OpenSSL.bioPending, 0, nil)
    guard pending > 0 else { return [] }
    return [UInt8](unsafeUninitializedCapacity: pending) { buffer, count in
      count = max(0, Int(crypto.bioRead(bio, buffer.baseAddress, Int32(clamping: pending))))
    }
  }

  /// As text, fit for a message.
  func text(_ write: (OpaquePointer) -> Bool) -> String {
    TLSText.printable(bytes(write).map { String(decoding: $0, as: UTF8.self) } ?? "")
  }

  /// Lends a memory BIO that reads `bytes`.
  func withReader<Result>(_ bytes: [UInt8], _ body: (OpaquePointer) -> Result?) -> Result? {
    bytes.withUnsafeBytes { buffer in
      guard buffer.count <= Int(Int32.max),
        let bio = crypto.bioOver(buffer.baseAddress, Int32(buffer.count))
      else { return nil }
      defer { _ = crypto.bioFree(bio) }
      return body(bio)
    }
  }

  /// The library's own words for the last error of this thread.
  func reason() -> String {
    let error = crypto.errorLast()
    crypto.errorClear()
    return crypto.errorReason(error).map { String(cString: $0) } ?? "no reason given"
  }

  /// The library and the reason in an error's number (`ERR_GET_LIB`, `ERR_GET_REASON`).
  static func parts(ofError error: UInt) -> (library: Int, reason: Int) {
    (Int((error >> 23) & 0xFF), Int(error & 0x7F_FFFF))
  }
}
