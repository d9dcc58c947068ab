/// Keyed hashing over any hash, [RFC 2104](https://www.rfc-editor.org/rfc/rfc2104).
package enum HMAC<Hash: HashFunction> {
  /// The authentication code of a message.
  package static func code(of message: Bytes, key: Bytes) -> [UInt8] {
    var block = key.count > Hash.blockByteCount ? Hash.hash(key) : Array(key)
    while block.count < Hash.blockByteCount { block.append(0) }
    let inner = block.map { $0 ^ 0x36 }
    let outer = block.map { $0 ^ 0x5C }
    let digest = inner.withUnsafeBufferPointer { Hash.hash(prefix: $0, message) }
    return outer.withUnsafeBufferPointer { outer in
      digest.withUnsafeBufferPointer { Hash.hash(prefix: outer, $0) }
    }
  }

  /// The authentication code of a message.
  package static func code(of message: [UInt8], key: [UInt8]) -> [UInt8] {
    message.withUnsafeBufferPointer { message in
      key.withUnsafeBufferPointer { code(of: message, key: $0) }
    }
  }
}
