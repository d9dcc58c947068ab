import VerifyMockHTTP
/// The field lines of a request, gone through once: what the engine asks for, and how they are kept.
struct RequestFields {
  /// Host and port that the request is meant for.
  private(set) var host: Bytes?
  private(set) var contentType: Bytes?
  private(set) var scenario: Bytes?
  /// The first of the fields, and how many there are.
  private(set) var authorization: Bytes?
  private(set) var authorizationCount = 0
  /// The lines where they are, when they are spelt that way already, as nearly all clients do; but
  /// for the last line's end, which may lie beyond what was lent.
  private var run: Bytes?

  init(_ request: HTTPRequestView) {
    // The target's own authority goes before the Host field (RFC 9112 section 3.2.2).
    host = request.authority
    var isRun = true
    var first: UnsafePointer<UInt8>?
    var next: UnsafePointer<UInt8>?
    for i in 0..<request.fieldCount {
      let (name, value) = request.field(i)
      note(name, value)
      guard isRun, let start = name.baseAddress, let text = value.baseAddress,
        text == start + name.count + 2, text[-2] == UInt8(ascii: ":"), text[-1] == 0x20
      else {
        isRun = false
        continue
      }
      if first == nil {
        first = start
      } else if start != next || start[-2] != 0x0D || start[-1] != 0x0A {
        isRun = false
      }
      next = text + value.count + 2
    }
    if isRun, let first, let next { run = Bytes(start: first, count: next - first - 2) }
  }

  @inline(__always)
  private mutating func note(_ name: Bytes, _ value: Bytes) {
    switch name.count {
    case 4: if host == nil, Self.isNamed(name, "Host", "host") { host = value }
    case 12:
      if contentType == nil, Self.isNamed(name, "Content-Type", "content-type") {
        contentType = value
      }
    case 13:
      if Self.isNamed(name, "Authorization", "authorization") {
        if authorizationCount == 0 { authorization = value }
        authorizationCount += 1
      }
    case 22:
      if scenario == nil, name.equalsIgnoringCase("x-verify-mock-scenario") { scenario = value }
    default: break
    }
  }

  /// Most clients write a name the usual way.
  @inline(__always)
  private static func isNamed(
    _ name: Bytes, _ usual: StaticString, _ lowercased: StaticString
  ) -> Bool {
    name.equals(usual) || name.equalsIgnoringCase(lowercased)
  }

  /// The lines, as `Name: value` and CRLF each.
  func lines(of request: HTTPRequestView) -> [UInt8] {
    var out: [UInt8] = []
    if let run {
      out.reserveCapacity(run.count + 2)
      out.append(contentsOf: run)
      out.append(contentsOf: Bytes("\r\n"))
      return out
    }
    for i in 0..<request.fieldCount {
      let (name, value) = request.field(i)
      out.append(contentsOf: name)
      out.append(contentsOf: Bytes(": "))
      out.append(contentsOf: value)
      out.append(contentsOf: Bytes("\r\n"))
    }
    return out
  }
}
