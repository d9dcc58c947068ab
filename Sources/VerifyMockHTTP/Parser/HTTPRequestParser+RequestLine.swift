import VerifyMockJSON

extension HTTPRequestParser {
  mutating func skipEmptyLines() -> Event? {
    guard let base = buffer.base, buffer.count > 0 else { return .needMore }
    guard base[0] == 0x0D else {
      stage = .method
      return nil
    }
    guard buffer.count > 1 else { return .needMore }
    guard base[1] == 0x0A else { return refuse(.bareCarriageReturn) }
    guard emptyLines < limits.leadingEmptyLines else { return refuse(.tooManyEmptyLines) }
    emptyLines += 1
    buffer.drop(2)
    return nil
  }

  mutating func scanMethod() -> Event? {
    guard let base = buffer.base else { return .needMore }
    let end = min(buffer.count, limits.requestLine)
    var i = cursor
    while i < end, ByteClass.isToken(base[i]) { i &+= 1 }
    cursor = i
    guard i < end else {
      return i == limits.requestLine ? refuse(.methodTooLong) : .needMore
    }
    guard base[i] == 0x20, i > 0 else {
      switch base[i] {
      case 0x0A: return refuse(.bareLineFeed)
      case 0x0D where i > 0: return refuse(.missingVersion)
      case 0x16 where i == 0: return refuse(.tlsHandshake)
      default: return refuse(.malformedMethod)
      }
    }
    methodEnd = i
    targetEnd = 0
    cursor = i + 1
    target = HTTPTarget(start: i + 1)
    stage = .target
    return nil
  }

  mutating func scanTarget() -> Event? {
    guard let base = buffer.base else { return .needMore }
    // The version with its space must fit as well.
    let bound = limits.requestLine - 9
    let end = min(buffer.count, bound + 1)
    let outcome = target.scan(base, from: &cursor, end: end)
    switch outcome {
    case .needMore:
      return end == bound + 1 ? refuse(.requestLineTooLong) : .needMore
    case .refused(let reason):
      return refuse(reason)
    case .ended(let offset):
      targetEnd = offset
      cursor = offset + 1
      stage = .version
      return nil
    }
  }

  mutating func scanVersion() -> Event? {
    guard let base = buffer.base else { return .needMore }
    let expected: StaticString = "HTTP/1.1\r\n"
    if buffer.count - cursor >= 10, isUsualVersion(base + cursor) {
      minorVersion = 1
      return endRequestLine(base)
    }
    // At most ten bytes: looking at them again costs less than remembering where it stopped.
    let count = min(10, buffer.count - cursor)
    var i = 0
    while i < count {
      let byte = base[cursor + i]
      switch i {
      case 5 where ASCII.isDigit(byte):
        if byte == 0x30 { return refuse(.malformedVersion) }
        if byte != 0x31 { return refuse(.unsupportedVersion) }
      case 7 where ASCII.isDigit(byte):
        // A higher minor version is served as 1.1 (RFC 9110 section 2.5).
        minorVersion = byte == 0x30 ? 0 : 1
      case 9 where byte != 0x0A:
        return refuse(.bareCarriageReturn)
      default:
        if byte == expected.utf8Start[i] { break }
        if i == 0, byte == 0x0D { return refuse(.missingVersion) }
        return refuse(byte == 0x0A ? .bareLineFeed : .malformedVersion)
      }
      i &+= 1
    }
    return count == 10 ? endRequestLine(base) : .needMore
  }

  /// Whether `HTTP/1.1` and CRLF stand there.
  @inline(__always)
  private func isUsualVersion(_ base: UnsafePointer<UInt8>) -> Bool {
    ByteClass.word(base) == 0x312E_312F_5054_5448 && base[8] == 0x0D && base[9] == 0x0A
  }

  private mutating func endRequestLine(_ base: UnsafePointer<UInt8>) -> Event? {
    cursor += 10
    if let reason = target.resolve(
      base, end: targetEnd, method: Bytes(start: base, count: methodEnd))
    {
      return refuse(reason)
    }
    scanner = HTTPFieldScanner(at: cursor)
    stage = .fields
    return nil
  }
}
