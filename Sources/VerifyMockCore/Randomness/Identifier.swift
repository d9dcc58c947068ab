import VerifyMockHTTP

/// What something is known by: drawn, and then written when it is asked for, or given.
package enum Identifier: Sendable {
  case drawn(DrawnIdentifier)
  case given([UInt8])

  /// The text.
  package var bytes: [UInt8] {
    switch self {
    case .drawn(let drawn): drawn.bytes
    case .given(let bytes): bytes
    }
  }

  /// Lends the text.
  @inline(__always)
  func withBytes<R>(_ body: (Bytes) -> R) -> R {
    switch self {
    case .drawn(let drawn): drawn.withBytes(body)
    case .given(let bytes): bytes.withUnsafeBufferPointer { body($0) }
    }
  }
}
