import VerifyMockHTTP

/// Messages as a proxy passes them on: without what concerns one connection only (RFC 9110
/// section 7.6.1).
enum ForwardedMessage {
  private static let hops: Set<String> = [
    "connection", "keep-alive", "proxy-connection", "proxy-authorization", "proxy-authenticate",
    "te", "trailer", "transfer-encoding", "upgrade", "content-length", "host", "date", "expect",
  ]

  /// A request that came in absolute form, for the host itself.
  static func request(_ request: HTTPRequestView, to target: ProxyTarget) -> HTTPRequest {
    var path = String(decoding: request.path, as: UTF8.self)
    if let query = request.query { path += "?" + String(decoding: query, as: UTF8.self) }
    var message = HTTPRequest(
      method: String(decoding: request.method, as: UTF8.self), target: path,
      host: target.hostField, body: Array(request.body))
    let named = named(in: request.values(of: "connection"))
    for index in 0..<request.fieldCount {
      let (name, value) = request.field(index)
      let lower = String(decoding: name, as: UTF8.self).lowercased()
      if hops.contains(lower) || named.contains(lower) { continue }
      _ = message.addField(name, value)
    }
    _ = message.addField("Via", "1.1 verify-mock")
    return message
  }

  /// The answer that came.
  static func response(_ answer: HTTPReceivedResponse) -> HTTPResponse {
    var response = HTTPResponse(status: answer.status)
    for field in answer.fields {
      let lower = String(decoding: field.name, as: UTF8.self).lowercased()
      if hops.contains(lower) { continue }
      field.name.withUnsafeBufferPointer { name in
        field.value.withUnsafeBufferPointer { _ = response.addField(name, $0) }
      }
    }
    _ = response.addField("Via", "1.1 verify-mock")
    response.body = answer.body
    return response
  }

  private static func named(in values: HTTPFieldValues) -> Set<String> {
    var names: Set<String> = []
    for value in values {
      for name in String(decoding: value, as: UTF8.self).split(separator: ",") {
        names.insert(name.lowercased().filter { $0 != " " && $0 != "\t" })
      }
    }
    return names
  }
}
