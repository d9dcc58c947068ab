/// Writes requests as bytes (RFC 9112 section 3).
package enum HTTPRequestSerializer {
  /// Appends a whole request; false, and nothing written, when method, target or host can't be
  /// represented.
  ///
  /// Host comes first. Content-Length is written when there is content, and for the methods that
  /// usually have some (RFC 9110 section 8.6).
  package static func append(request: HTTPRequest, to output: inout [UInt8]) -> Bool {
    guard isValid(request) else { return false }
    output.reserveCapacity(output.count + request.fields.count + request.body.count + 192)
    output.append(contentsOf: request.method.utf8)
    output.append(0x20)
    output.append(contentsOf: request.target.utf8)
    output.append(contentsOf: Bytes(" HTTP/1.1\r\nHost: "))
    output.append(contentsOf: request.host.utf8)
    output.append(contentsOf: Bytes("\r\n"))
    output.append(contentsOf: request.fields)
    if !request.body.isEmpty || ["POST", "PUT", "PATCH"].contains(request.method) {
      output.append(contentsOf: Bytes("Content-Length: "))
      output.append(contentsOf: String(request.body.count).utf8)
      output.append(contentsOf: Bytes("\r\n"))
    }
    if request.closesConnection { output.append(contentsOf: Bytes("Connection: close\r\n")) }
    output.append(contentsOf: Bytes("\r\n"))
    output.append(contentsOf: request.body)
    return true
  }

  private static func isValid(_ request: HTTPRequest) -> Bool {
    var method = request.method
    var target = request.target
    var host = request.host
    let isMethod = method.withUTF8 { HTTPFieldLine.isName($0) }
    let isTarget = target.withUTF8 { bytes in
      guard bytes.first == UInt8(ascii: "/") else { return bytes.equals("*") }
      return bytes.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }
    }
    let isHost = host.withUTF8 { HTTPAuthority($0)?.host.isEmpty == false }
    return isMethod && isTarget && isHost
  }
}
