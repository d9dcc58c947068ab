/// The elements of a comma-separated field value, trimmed; empty ones are handed out as they are.
///
/// For values without quoted strings (RFC 9110 section 5.6.1).
package struct HTTPListElements: Sequence, IteratorProtocol {
  private let value: Bytes
  private var position = 0

  package init(_ value: Bytes) { self.value = value }

  package mutating func next() -> Bytes? {
    guard position <= value.count else { return nil }
    let end = value.offset(of: UInt8(ascii: ","), from: position) ?? value.count
    let element = value.slice(position, end).trimmed
    position = end + 1
    return element
  }
}
