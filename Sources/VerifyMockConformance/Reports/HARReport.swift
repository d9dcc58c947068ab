import VerifyMockJSON

/// The exchanges of a run as an
/// [HTTP Archive 1.2](https://w3c.github.io/web-performance/specs/HAR/Overview.html), secrets, codes
/// and numbers masked.
package enum HARReport {
  package static func text(_ report: Report) -> String {
    let entries = report.exchanges.filter { $0.status != nil }.map(entry)
    let value: JSONValue = .object([
      JSONMember(
        "log",
        .object([
          JSONMember("version", .string("1.2")),
          JSONMember(
            "creator",
            .object([
              JSONMember("name", .string("verify-mock check")), JSONMember("version", .string("1")),
            ])),
          JSONMember("entries", .array(entries)),
        ]))
    ])
    return value.text(isPretty: true) + "\n"
  }

  private static func entry(_ exchange: Report.Exchange) -> JSONValue {
    let milliseconds = JSONValue.number("\(exchange.nanoseconds / 1_000_000)")
    let none = JSONValue.number("-1")
    return .object([
      JSONMember("startedDateTime", .string(exchange.start)), JSONMember("time", milliseconds),
      JSONMember("comment", .string(exchange.step)),
      JSONMember(
        "request",
        .object([
          JSONMember("method", .string(exchange.method)), JSONMember("url", .string(exchange.url)),
          JSONMember("httpVersion", .string("HTTP/1.1")), JSONMember("cookies", .array([])),
          JSONMember("headers", fields(exchange.requestFields)),
          JSONMember("queryString", .array([])),
          JSONMember(
            "postData",
            .object([
              JSONMember("mimeType", .string(type(exchange.requestFields))),
              JSONMember("text", .string(exchange.requestBody)),
            ])),
          JSONMember("headersSize", none),
          JSONMember("bodySize", .number("\(exchange.requestBody.utf8.count)")),
        ])),
      JSONMember(
        "response",
        .object([
          JSONMember("status", .number("\(exchange.status ?? 0)")),
          JSONMember("statusText", .string("")), JSONMember("httpVersion", .string("HTTP/1.1")),
          JSONMember("cookies", .array([])),
          JSONMember("headers", fields(exchange.responseFields)),
          JSONMember(
            "content",
            .object([
              JSONMember("size", .number("\(exchange.responseBody.utf8.count)")),
              JSONMember("mimeType", .string(type(exchange.responseFields))),
              JSONMember("text", .string(exchange.responseBody)),
            ])), JSONMember("redirectURL", .string("")), JSONMember("headersSize", none),
          JSONMember("bodySize", none),
        ])), JSONMember("cache", .object([])),
      JSONMember(
        "timings",
        .object([
          JSONMember("send", .number("0")), JSONMember("wait", milliseconds),
          JSONMember("receive", .number("0")),
        ])),
    ])
  }

  private static func fields(_ fields: [(name: String, value: String)]) -> JSONValue {
    .array(
      fields.map {
        .object([JSONMember("name", .string($0.name)), JSONMember("value", .string($0.value))])
      })
  }

  private static func type(_ fields: [(name: String, value: String)]) -> String {
    fields.first { $0.name.lowercased() == "content-type" }?.value ?? ""
  }
}
