import VerifyMockJSON
import VerifyMockHTTP

/// Messages as a proxy passes them on: without what concerns one connection only (RFC 9110
/// section 7.6.1).
enum ForwardedMessage {
  private static let hops: Set<String> = [
    "connection", "keep-alive", "proxy-connection", "proxy-authorization", "proxy-authenticate",
    "te", "trailer", "transfer-encoding", "upgrade", "content-length", "host", "date", "expect",
  ]

  /// The head of a request that came in absolute form, for the host itself.
  static func request(_ request: HTTPRequestView, to target: ProxyTarget) -> HTTPRequest {
    var path = String(decoding: request.path, as: UTF8.self)
    if let query = request.query { path += "?" + String(decoding: query, as: UTF8.self) }
    var message = HTTPRequest(
      method: String(decoding: request.method, as: UTF8.self), target: path,
      host: target.hostField)
    let named = named(in: request.values(of: "connection").map { Array($0) })
    let isCounted = request.method.equals("OPTIONS") || request.method.equals("TRACE")
    for index in 0..<request.fieldCount {
      let (name, value) = request.field(index)
      let lower = String(decoding: name, as: UTF8.self).lowercased()
      // The fields that drive the mock are no business of other hosts, its token least of all.
      if hops.contains(lower) || named.contains(lower) || lower.hasPrefix("x-verify-mock-") {
        continue
      }
      if isCounted, lower == "max-forwards", let hops = hopCount(value) {
        message.setField(.maxForwards, String(hops - 1))
      } else {
        message.copyField(name, value)
      }
    }
    message.setField(.via, "1.1 verify-mock")
    return message
  }

  /// The head of the answer that came.
  static func response(_ answer: HTTPReceivedResponse) -> HTTPResponse {
    var response = HTTPResponse(status: answer.status)
    let connection = answer.fields.filter { field in
      field.name.withUnsafeBufferPointer { $0.equalsIgnoringCase("connection") }
    }
    let named = named(in: connection.map(\.value))
    for field in answer.fields {
      let lower = String(decoding: field.name, as: UTF8.self).lowercased()
      if hops.contains(lower) || named.contains(lower) { continue }
      field.name.withUnsafeBufferPointer { name in
        field.value.withUnsafeBufferPointer { response.copyField(name, $0) }
      }
    }
    response.setField(.via, "1.1 verify-mock")
    return response
  }

  /// Whether a request may not be passed on: `Max-Forwards` is used up.
  static func isLastHop(_ request: HTTPRequestView) -> Bool {
    guard request.method.equals("OPTIONS") || request.method.equals("TRACE"),
      let value = request.value(of: "max-forwards")
    else { return false }
    return !value.isEmpty && value.allSatisfy { $0 == UInt8(ascii: "0") }
  }

  /// How often a request may be passed on, at least once; nil for what is no such number.
  private static func hopCount(_ value: Bytes) -> Int? {
    guard value.allSatisfy({ ASCII.isDigit($0) }) else { return nil }
    return Int(String(decoding: value, as: UTF8.self)).flatMap { $0 > 0 ? $0 : nil }
  }

  private static func named(in values: [[UInt8]]) -> Set<String> {
    var names: Set<String> = []
    for value in values {
      for name in String(decoding: value, as: UTF8.self).split(separator: ",") {
        names.insert(name.lowercased().filter { $0 != " " && $0 != "\t" })
      }
    }
    return names
  }
}
