package import VerifyMockJSON

extension Arguments {
  /// The place in the received body of a byte of the buffer; nil when the value did not come in the
  /// body.
  package func position(of offset: Int) -> TextPosition? {
    guard var at = bodyOffset(of: offset) else { return nil }
    // A number that was read out of a string begins, as a value, at the string's quote.
    if at > 0, bytes[bodyStart + at - 1] == UInt8(ascii: "\"") { at -= 1 }
    return withExtendedLifetime(self) {
      TextPosition(offset: at, in: bytes.elements(bodyStart..<bodyEnd))
    }
  }

  /// The offset in the received body.
  private func bodyOffset(of offset: Int) -> Int? {
    if offset >= bodyStart, offset <= bodyEnd, bodyEnd > bodyStart { return offset - bodyStart }
    let moved = moved.first {
      let start = Int(nodes[Int($0.node)].start)
      return start == offset || start == offset + 1
    }
    let start = moved.map { Int($0.start) } ?? offset
    if start >= bodyStart, start < bodyEnd { return start - bodyStart }
    guard start >= bodyEnd else { return nil }
    return origins.last { Int($0.start) <= start }.map { Int($0.offset) }
  }
}
