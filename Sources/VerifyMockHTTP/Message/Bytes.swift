import VerifyMockJSON

/// A run of bytes that somebody else owns, valid only while its owner lends it.
@usableFromInline
package typealias Bytes = UnsafeBufferPointer<UInt8>

extension UnsafeBufferPointer where Element == UInt8 {
  /// No bytes at all.
  @inlinable package static var none: Bytes { Bytes(start: nil, count: 0) }

  /// The bytes of a literal, which live as long as the process.
  @inlinable package init(_ literal: StaticString) {
    self.init(start: literal.utf8Start, count: literal.utf8CodeUnitCount)
  }

  /// The part between two offsets, kept inside the bounds.
  @inlinable package func slice(_ from: Int, _ to: Int) -> Bytes {
    let upper = Swift.min(Swift.max(to, 0), count)
    let lower = Swift.min(Swift.max(from, 0), upper)
    return Bytes(rebasing: self[lower..<upper])
  }

  /// Whether the bytes are exactly those of `literal`.
  package func equals(_ literal: StaticString) -> Bool { equals(Bytes(literal)) }

  /// Whether both runs hold the same bytes.
  package func equals(_ other: Bytes) -> Bool {
    guard count == other.count else { return false }
    var i = 0
    while i < count {
      if self[i] != other[i] { return false }
      i &+= 1
    }
    return true
  }

  /// Whether the bytes are those of `lowercase`, ASCII letters compared without regard to case.
  package func equalsIgnoringCase(_ lowercase: StaticString) -> Bool {
    guard count == lowercase.utf8CodeUnitCount else { return false }
    let other = lowercase.utf8Start
    var i = 0
    while i < count {
      if ASCII.lowercased(self[i]) != other[i] { return false }
      i &+= 1
    }
    return true
  }

  /// Whether both runs are the same when ASCII letters are compared without regard to case.
  package func equalsIgnoringCase(_ other: Bytes) -> Bool {
    guard count == other.count else { return false }
    var i = 0
    while i < count {
      if ASCII.lowercased(self[i]) != ASCII.lowercased(other[i]) { return false }
      i &+= 1
    }
    return true
  }

  /// The bytes without spaces and tabs at either end (OWS, RFC 9110 section 5.6.3).
  package var trimmed: Bytes {
    var lower = 0
    var upper = count
    while lower < upper, self[lower] == 0x20 || self[lower] == 0x09 { lower &+= 1 }
    while upper > lower, self[upper &- 1] == 0x20 || self[upper &- 1] == 0x09 { upper &-= 1 }
    return slice(lower, upper)
  }

  /// The offset of the first `byte`, if there is one.
  func offset(of byte: UInt8, from start: Int = 0) -> Int? {
    var i = start
    while i < count {
      if self[i] == byte { return i }
      i &+= 1
    }
    return nil
  }
}
