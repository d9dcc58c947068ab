import VerifyMockJSON

/// The request target: its form and where its parts stand (RFC 9112 section 3.2).
struct HTTPTarget {
  enum Form: UInt8 { case origin, absolute, authority, asterisk }

  enum Outcome {
    case needMore
    case refused(HTTPRefusal)
    /// The offset of the space after the target.
    case ended(at: Int)
  }

  var form = Form.origin
  private(set) var start = 0
  /// Offset of the first `?`, or -1.
  private(set) var question = -1
  /// Where path and authority stand; an empty path counts as "/".
  private(set) var pathStart = 0
  private(set) var pathEnd = 0
  private(set) var authorityStart = 0
  private(set) var authorityEnd = 0
  private(set) var isSecure = false

  init() {}

  init(start: Int) { self.start = start }

  /// Reads bytes that a target may hold, up to the space after it.
  mutating func scan(
    _ base: UnsafePointer<UInt8>, from cursor: inout Int, end: Int
  ) -> Outcome {
    var i = cursor
    defer { cursor = i }
    while i < end {
      if i &+ 8 <= end {
        let unusual = ByteClass.unusualInTarget(ByteClass.word(base + i))
        i &+= unusual == 0 ? 8 : unusual.trailingZeroBitCount / 8
        if unusual == 0 { continue }
      }
      let byte = base[i]
      if question < 0 ? ByteClass.isPath(byte) : ByteClass.isQuery(byte) {
        i &+= 1
        continue
      }
      switch byte {
      case 0x20:
        return i == start ? .refused(.emptyTarget) : .ended(at: i)
      case UInt8(ascii: "%"):
        guard i &+ 1 < end else { return .needMore }
        guard ASCII.hexValue(base[i &+ 1]) != nil else {
          return .refused(.invalidPercentEncoding)
        }
        guard i &+ 2 < end else { return .needMore }
        guard ASCII.hexValue(base[i &+ 2]) != nil else {
          return .refused(.invalidPercentEncoding)
        }
        i &+= 3
      case UInt8(ascii: "?"):
        question = i
        i &+= 1
      case UInt8(ascii: "["), UInt8(ascii: "]"):
        // Only an IP literal has them; `resolve` looks where they stand.
        guard base[start] != UInt8(ascii: "/") else { return .refused(.invalidTarget) }
        i &+= 1
      case UInt8(ascii: "#"): return .refused(.fragmentInTarget)
      case 0x0D: return .refused(i == start ? .emptyTarget : .missingVersion)
      case 0x0A: return .refused(.bareLineFeed)
      default: return .refused(.invalidTarget)
      }
    }
    return .needMore
  }

  /// Finds the form and the parts; nil unless the target must be refused.
  mutating func resolve(
    _ base: UnsafePointer<UInt8>, end: Int, method: Bytes
  ) -> HTTPRefusal? {
    pathStart = start
    pathEnd = question < 0 ? end : question
    if method.equals("CONNECT") {
      form = .authority
      authorityStart = start
      authorityEnd = end
      pathEnd = start
      let authority = HTTPAuthority(Bytes(start: base + start, count: end - start))
      return authority?.port == nil || authority?.host.isEmpty != false ? .invalidAuthority : nil
    }
    if base[start] == UInt8(ascii: "/") {
      form = .origin
      return nil
    }
    if end - start == 1, base[start] == UInt8(ascii: "*") {
      form = .asterisk
      return method.equals("OPTIONS") ? nil : .targetFormMismatch
    }
    return resolveAbsolute(base, end: end)
  }

  private mutating func resolveAbsolute(
    _ base: UnsafePointer<UInt8>, end: Int
  ) -> HTTPRefusal? {
    let all = Bytes(start: base + start, count: end - start)
    guard let colon = all.offset(of: UInt8(ascii: ":")), all.slice(colon, colon + 3).equals("://")
    else { return .targetFormMismatch }
    let scheme = all.slice(0, colon)
    isSecure = scheme.equalsIgnoringCase("https")
    guard isSecure || scheme.equalsIgnoringCase("http") else { return .unsupportedScheme }
    form = .absolute
    authorityStart = start + colon + 3
    var i = authorityStart
    while i < pathEnd, base[i] != UInt8(ascii: "/") { i &+= 1 }
    authorityEnd = i
    pathStart = i
    guard
      let authority = HTTPAuthority(Bytes(start: base + authorityStart, count: i - authorityStart)),
      !authority.host.isEmpty
    else { return .invalidAuthority }
    while i < pathEnd {
      guard ByteClass.isPath(base[i]) || base[i] == UInt8(ascii: "%") else { return .invalidTarget }
      i &+= 1
    }
    return nil
  }
}
