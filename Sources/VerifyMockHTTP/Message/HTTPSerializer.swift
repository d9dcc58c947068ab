/// Writes responses as bytes (RFC 9112 section 4).
package enum HTTPSerializer {
  /// The interim answer to `Expect: 100-continue`.
  package static let continueResponse: StaticString = "HTTP/1.1 100 Continue\r\n\r\n"

  /// Appends a whole response to `output`.
  ///
  /// Every final response is framed by Content-Length, except 204 and 304, which have no content.
  /// A HEAD gets the same fields and no content. `minorVersion` is the request's: 1.0 needs to be
  /// told that the connection stays.
  package static func append(
    response: HTTPResponse, to output: inout [UInt8], isHead: Bool, keepAlive: Bool,
    minorVersion: Int, date: HTTPDate
  ) {
    let status = min(max(response.status, 100), 999)
    let hasNoContent = status < 200 || status == 204 || status == 304
    // A 205 has a length of zero, and no content either (RFC 9110 section 15.3.6).
    let length = status == 205 ? 0 : response.body.count
    output.reserveCapacity(output.count + response.fields.count + length + 192)
    output.append(contentsOf: Bytes("HTTP/1.1 "))
    append(status, to: &output)
    output.append(0x20)
    output.append(contentsOf: Bytes(HTTPReasonPhrase.of(status)))
    output.append(contentsOf: Bytes("\r\n"))
    if status >= 200 { output.append(contentsOf: date.line) }
    if !hasNoContent {
      output.append(contentsOf: Bytes("Content-Length: "))
      append(length, to: &output)
      output.append(contentsOf: Bytes("\r\n"))
    }
    if status >= 200 {
      if !keepAlive || response.closesConnection {
        output.append(contentsOf: Bytes("Connection: close\r\n"))
      } else if minorVersion == 0 {
        output.append(contentsOf: Bytes("Connection: keep-alive\r\n"))
      }
    }
    output.append(contentsOf: response.fields)
    output.append(contentsOf: Bytes("\r\n"))
    if !hasNoContent, !isHead, length > 0 { output.append(contentsOf: response.body) }
  }

  /// Appends a number that is not negative, in decimal.
  static func append(_ number: Int, to output: inout [UInt8]) {
    var divisor = 1
    while number / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      output.append(0x30 + UInt8(truncatingIfNeeded: number / divisor % 10))
      divisor /= 10
    }
  }
}
