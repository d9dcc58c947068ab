import VerifyMockJSON

/// What the fields of a message say about its length, its connection and what it expects.
struct HTTPFraming {
  enum Length: Equatable { case none, fixed(Int), chunked }
  enum Expectation { case none, `continue`, unknown }

  var length = Length.none
  var closes = false
  var keepsAlive = false
  var expectation = Expectation.none
  /// Index of the Host field, or -1.
  var hostIndex = -1

  private var hasLength = false
  private var hasCoding = false
  private var isChunked = false
  private var hasOtherCoding = false
  private var hasUnknownCoding = false
  private var endsInChunked = false

  /// Reads all fields; nil unless they must be refused.
  mutating func read(
    _ fields: borrowing HTTPFieldTable, in base: UnsafePointer<UInt8>, minorVersion: Int
  ) -> HTTPRefusal? {
    guard let table = fields.storage else { return nil }
    var problem: HTTPRefusal?
    for i in 0..<fields.count {
      let field = table[i]
      // The length of a name tells almost all fields apart from those that matter here.
      switch field.nameEnd &- field.name {
      case 4:
        guard field.name(in: base).equalsIgnoringCase("host") else { continue }
        if hostIndex >= 0 { problem = problem ?? .repeatedHost }
        hostIndex = i
      case 6:
        guard field.name(in: base).equalsIgnoringCase("expect") else { continue }
        readExpectation(field.value(in: base))
      case 10:
        guard field.name(in: base).equalsIgnoringCase("connection") else { continue }
        readConnection(field.value(in: base))
      case 14:
        guard field.name(in: base).equalsIgnoringCase("content-length") else { continue }
        problem = problem ?? readLength(field.value(in: base))
      case 17:
        guard field.name(in: base).equalsIgnoringCase("transfer-encoding") else { continue }
        problem = problem ?? readCodings(field.value(in: base))
      default: continue
      }
    }
    return problem ?? settle(minorVersion: minorVersion)
  }

  private mutating func settle(minorVersion: Int) -> HTTPRefusal? {
    guard hasCoding else { return nil }
    if hasLength { return .lengthAndTransferEncoding }
    if minorVersion == 0 { return .transferEncodingInOldVersion }
    if hasUnknownCoding { return .unknownTransferCoding }
    if !endsInChunked { return .chunkedNotLast }
    if hasOtherCoding { return .unknownTransferCoding }
    length = .chunked
    return nil
  }

  /// One number, once: a list of equal numbers may be refused (RFC 9110 section 8.6), and is.
  private mutating func readLength(_ value: Bytes) -> HTTPRefusal? {
    if hasLength { return .repeatedContentLength }
    hasLength = true
    guard !value.isEmpty else { return .invalidContentLength }
    var number = 0
    var overflow = false
    for byte in value {
      guard ASCII.isDigit(byte) else { return .invalidContentLength }
      let (product, over) = number.multipliedReportingOverflow(by: 10)
      let (sum, overSum) = product.addingReportingOverflow(Int(byte &- 0x30))
      overflow = overflow || over || overSum
      number = sum
    }
    if overflow { return .contentLengthOverflow }
    length = .fixed(number)
    return nil
  }

  private mutating func readCodings(_ value: Bytes) -> HTTPRefusal? {
    hasCoding = true
    var elements = HTTPListElements(value)
    while let element = elements.next() {
      guard let end = Self.tokenEnd(element), end > 0 else { return .malformedTransferEncoding }
      let name = element.slice(0, end)
      let hasParameters = end < element.count
      endsInChunked = name.equalsIgnoringCase("chunked")
      if endsInChunked {
        // "chunked" has no parameters (RFC 9112 section 7.1).
        if hasParameters { return .malformedTransferEncoding }
        if isChunked { return .repeatedChunked }
        isChunked = true
      } else if Self.isRegistered(name) {
        hasOtherCoding = true
      } else {
        hasUnknownCoding = true
      }
    }
    return nil
  }

  /// Where the token at the start ends; nil when something other than parameters follows it.
  private static func tokenEnd(_ element: Bytes) -> Int? {
    var end = 0
    while end < element.count, ByteClass.isToken(element[end]) { end &+= 1 }
    var next = end
    while next < element.count, ByteClass.isBlank(element[next]) { next &+= 1 }
    return next == element.count || element[next] == UInt8(ascii: ";") ? end : nil
  }

  private static func isRegistered(_ coding: Bytes) -> Bool {
    coding.equalsIgnoringCase("gzip") || coding.equalsIgnoringCase("deflate")
      || coding.equalsIgnoringCase("compress") || coding.equalsIgnoringCase("identity")
      || coding.equalsIgnoringCase("x-gzip") || coding.equalsIgnoringCase("x-compress")
  }

  private mutating func readConnection(_ value: Bytes) {
    var elements = HTTPListElements(value)
    while let element = elements.next() {
      if element.equalsIgnoringCase("close") { closes = true }
      if element.equalsIgnoringCase("keep-alive") { keepsAlive = true }
    }
  }

  private mutating func readExpectation(_ value: Bytes) {
    var elements = HTTPListElements(value)
    while let element = elements.next() {
      if element.isEmpty { continue }
      if !element.equalsIgnoringCase("100-continue") {
        expectation = .unknown
      } else if expectation == .none {
        expectation = .continue
      }
    }
  }
}
