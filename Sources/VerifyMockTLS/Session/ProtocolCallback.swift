/// What answers a client's list of protocols (ALPN, RFC 7301).
enum ProtocolCallback {
  typealias Function =
    @convention(c) (
      OpaquePointer?, UnsafeMutablePointer<UnsafePointer<UInt8>?>?, UnsafeMutablePointer<UInt8>?,
      UnsafePointer<UInt8>?, UInt32, UnsafeMutableRawPointer?
    ) -> Int32

  /// `http/1.1` with its length before it, as a list of one.
  static let offer: [UInt8] = [8] + Array("http/1.1".utf8)

  /// Picks HTTP/1.1 out of the client's list, which is what `out` may point into.
  static let choose: Function = { _, out, length, offered, count, _ in
    guard let offered, let out, let length else { return OpenSSL.callbackFatal }
    let list = UnsafeBufferPointer(start: offered, count: Int(count))
    var start = 0
    while start < list.count {
      let end = start + 1 + Int(list[start])
      guard end <= list.count else { break }
      if list[start..<end].elementsEqual(offer) {
        out.pointee = offered + start + 1
        length.pointee = list[start]
        return OpenSSL.callbackOK
      }
      start = end
    }
    return OpenSSL.callbackFatal
  }
}
