/// Writes responses as bytes (RFC 9112 section 4).
package enum HTTPSerializer {
  /// The interim answer to `Expect: 100-continue`.
  package static let continueResponse: StaticString = "HTTP/1.1 100 Continue\r\n\r\n"

  /// Appends a whole response to `output`.
  ///
  /// A final response is framed as ``HTTPResponse/length`` says, except 204 and 304, which have no
  /// content. A HEAD gets the same fields and no content. `minorVersion` is the request's: 1.0 needs
  /// to be told that the connection stays.
  package static func append(
    response: HTTPResponse, to output: inout [UInt8], isHead: Bool, keepAlive: Bool,
    minorVersion: Int, date: HTTPDate
  ) {
    let status = min(max(response.status, 100), 999)
    let hasNoContent = status < 200 || status == 204 || status == 304
    // A 205 has a length of zero, and no content either (RFC 9110 section 15.3.6).
    let length = status == 205 ? 0 : response.body.count
    var statedLength: Int? = length
    if status != 205 {
      switch response.length {
      case .ofBody: break
      case .fixed(let count): statedLength = count
      case .chunked, .unknown: statedLength = nil
      }
    }
    // Everything but the fields is shorter than this.
    let bound = response.fields.count + response.reason.count + 256
    output.reserveCapacity(output.count + bound + length)
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bound) { memory in
      var head = HTTPHeadWriter(memory)
      head.write("HTTP/1.1 ")
      head.write(decimal: status)
      head.write(" ")
      if response.reason.isEmpty {
        head.write(HTTPReasonPhrase.of(status))
      } else {
        head.write(response.reason)
      }
      head.write("\r\n")
      if status >= 200 { head.write(date.line) }
      if !hasNoContent, let statedLength {
        head.write("Content-Length: ")
        head.write(decimal: statedLength)
        head.write("\r\n")
      } else if !hasNoContent, response.length == .chunked, !isHead {
        head.write("Transfer-Encoding: chunked\r\n")
      }
      if status >= 200 {
        if !keepAlive || response.closesConnection {
          head.write("Connection: close\r\n")
        } else if minorVersion == 0 {
          head.write("Connection: keep-alive\r\n")
        }
      }
      head.write(response.fields)
      head.write("\r\n")
      output.append(contentsOf: head.written)
    }
    if !hasNoContent, !isHead, length > 0 { output.append(contentsOf: response.body) }
  }
}

/// Writes content in chunks (RFC 9112 section 7.1).
package enum HTTPChunk {
  /// The chunk that ends the content, with no trailers.
  package static let last: StaticString = "0\r\n\r\n"

  /// Appends a chunk; nothing for no bytes, which would be the last one.
  package static func append(_ bytes: Bytes, to output: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    output.append(contentsOf: String(bytes.count, radix: 16).utf8)
    output.append(contentsOf: Bytes("\r\n"))
    output.append(contentsOf: bytes)
    output.append(contentsOf: Bytes("\r\n"))
  }
}

/// Writes a head into memory of known size: pieces cost a copy each and no growth check.
struct HTTPHeadWriter: ~Copyable {
  private let memory: UnsafeMutableBufferPointer<UInt8>
  private(set) var count = 0

  init(_ memory: UnsafeMutableBufferPointer<UInt8>) { self.memory = memory }

  /// What has been written.
  var written: Bytes { Bytes(rebasing: memory[..<count]) }

  /// Appends the bytes, or nothing when they do not fit.
  mutating func write(_ bytes: Bytes) {
    guard let from = bytes.baseAddress, let to = memory.baseAddress,
      memory.count - count >= bytes.count
    else { return }
    (to + count).update(from: from, count: bytes.count)
    count &+= bytes.count
  }

  mutating func write(_ literal: StaticString) { write(Bytes(literal)) }

  mutating func write(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { write($0) } }

  /// Appends a number that is not negative, in decimal.
  mutating func write(decimal number: Int) {
    // A status, and the length of most answers.
    if number < 1000, memory.count &- count >= 3, let base = memory.baseAddress {
      let number = UInt32(truncatingIfNeeded: number)
      if number >= 100 { put(number / 100, base) }
      if number >= 10 { put(number / 10 % 10, base) }
      return put(number % 10, base)
    }
    var rest = number
    var digits = 1
    while rest >= 10 {
      rest /= 10
      digits &+= 1
    }
    guard memory.count - count >= digits else { return }
    rest = number
    for place in 1...digits {
      memory[count &+ digits &- place] = 0x30 &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    count &+= digits
  }

  @inline(__always)
  private mutating func put(_ digit: UInt32, _ base: UnsafeMutablePointer<UInt8>) {
    base[count] = 0x30 &+ UInt8(truncatingIfNeeded: digit)
    count &+= 1
  }
}

/// The Date field line of one second, in IMF-fixdate (RFC 9110 section 5.6.7).
///
/// Whoever writes responses keeps one and calls ``update(to:)``: within a second that costs a
/// comparison.
package struct HTTPDate: Sendable {
  /// Seconds since 1970, UTC.
  package private(set) var seconds: Int64
  /// `Date: Sun, 06 Nov 1994 08:49:37 GMT` and CRLF.
  package private(set) var line: [UInt8]

  package init(seconds: Int64 = 0) {
    self.seconds = seconds
    line = []
    write()
  }

  /// Moves to another second; years are kept within 1970 and 9999.
  package mutating func update(to seconds: Int64) {
    if seconds == self.seconds { return }
    self.seconds = seconds
    write()
  }

  private mutating func write() {
    let moment = Int(min(max(seconds, 0), 253_402_300_799))
    let days = moment / 86_400
    let rest = moment % 86_400
    let date = Self.civil(days: days)
    line.removeAll(keepingCapacity: true)
    line.append(contentsOf: Bytes("Date: "))
    // 1 January 1970 was a Thursday.
    let weekday = Bytes("ThuFriSatSunMonTueWed").slice(days % 7 * 3, days % 7 * 3 + 3)
    line.append(contentsOf: weekday)
    line.append(contentsOf: Bytes(", "))
    append(date.day, digits: 2)
    line.append(0x20)
    let month = Bytes("JanFebMarAprMayJunJulAugSepOctNovDec")
      .slice(date.month * 3 - 3, date.month * 3)
    line.append(contentsOf: month)
    line.append(0x20)
    append(date.year, digits: 4)
    line.append(0x20)
    append(rest / 3600, digits: 2)
    line.append(0x3A)
    append(rest / 60 % 60, digits: 2)
    line.append(0x3A)
    append(rest % 60, digits: 2)
    line.append(contentsOf: Bytes(" GMT\r\n"))
  }

  private mutating func append(_ number: Int, digits: Int) {
    var divisor = digits == 4 ? 1000 : 10
    while divisor > 0 {
      line.append(0x30 + UInt8(number / divisor % 10))
      divisor /= 10
    }
  }

  /// The Gregorian date of a day, counted in eras of 400 years that begin on 1 March.
  private static func civil(days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    )
  }
}
