/// Writes responses as bytes (RFC 9112 section 4).
package enum HTTPSerializer {
  /// The interim answer to `Expect: 100-continue`.
  package static let continueResponse: StaticString = "HTTP/1.1 100 Continue\r\n\r\n"

  /// Appends a whole response to `output`.
  ///
  /// Every final response is framed by Content-Length, except 204 and 304, which have no content.
  /// A HEAD gets the same fields and no content; see ``HTTPResponse/headLength``. `minorVersion` is the request's: 1.0 needs to be
  /// told that the connection stays.
  package static func append(
    response: HTTPResponse, to output: inout [UInt8], isHead: Bool, keepAlive: Bool,
    minorVersion: Int, date: HTTPDate
  ) {
    let status = min(max(response.status, 100), 999)
    let hasNoContent = status < 200 || status == 204 || status == 304
    // A 205 has a length of zero, and no content either (RFC 9110 section 15.3.6).
    let length = status == 205 ? 0 : response.body.count
    var statedLength: Int? = length
    if isHead, status != 205 {
      switch response.headLength {
      case .ofBody: break
      case .fixed(let count): statedLength = count
      case .unknown: statedLength = nil
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
