import VerifyMockCore
import VerifyMockHTTP
import VerifyMockJSON
import VerifyMockContract

/// Writes a journal entry as JSON: the test's own data whole, credentials never.
struct ExchangeWriter {
  /// The fields in which the providers take credentials, in lower case.
  private let credentialFields: Set<String>

  init(_ catalogue: Catalogue) {
    credentialFields = catalogue.credentialFields
  }

  func write(_ exchange: Exchange, to writer: inout JSONWriter) {
    let redaction = Redaction(exchange)
    writer.beginObject()
    writer.key("seq")
    writer.int(exchange.sequence)
    writer.key("time")
    writer.string(exchange.time.text)
    optional("account", exchange.caller?.name, &writer)
    writer.key("matched")
    writer.bool(exchange.isMatched)
    optional("provider", exchange.provider, &writer)
    optional("operation", exchange.operation, &writer)
    optional("effect", exchange.effect?.rawValue, &writer)
    optional("outcome", exchange.outcome?.name, &writer)
    optional(
      "verification", exchange.verification.map { String(decoding: $0, as: UTF8.self) }, &writer)
    optional("recipient", exchange.recipient?.e164, &writer)
    optional("scenario", exchange.scenario, &writer)
    if let step = exchange.step {
      writer.key("step")
      writer.int(step + 1)
    }
    optional("fault", exchange.fault?.rawValue, &writer)
    optional("reason", exchange.reason, &writer)
    optional("unexpected", UnexpectedRequest.fault(of: exchange)?.rawValue, &writer)
    writer.key("tolerances")
    writer.beginArray()
    for note in exchange.notes { writer.string(note.text) }
    writer.endArray()
    writer.key("violations")
    writer.beginArray()
    for violation in exchange.requestViolations { write(violation.description, "request", &writer) }
    for violation in exchange.responseViolations {
      write(violation.description, "response", &writer)
    }
    writer.endArray()
    writer.key("request")
    writer.beginObject()
    let request = exchange.request
    // Of a message that was refused they may not be known.
    writer.key("method")
    if request.method.isEmpty {
      writer.null()
    } else {
      writer.string(request.method)
    }
    writer.key("target")
    if request.target.isEmpty {
      writer.null()
    } else {
      writer.string(redaction.cleaned(target: request.target[...]))
    }
    writer.key("headers")
    writeFields(request.fields[...], redaction, &writer)
    writer.key("body")
    writer.string(redaction.cleaned(request.body[...]))
    writer.endObject()
    writer.key("response")
    writer.beginObject()
    writer.key("status")
    writer.int(exchange.status)
    writer.key("headers")
    writeFields(exchange.responseFields[...], redaction, &writer)
    writer.key("body")
    writer.string(redaction.cleaned(exchange.responseBody[...]))
    writer.endObject()
    writer.endObject()
  }

  private func optional(_ key: StaticString, _ value: String?, _ writer: inout JSONWriter) {
    guard let value else { return }
    writer.key(key)
    writer.string(value)
  }

  private func write(_ text: String, _ side: StaticString, _ writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("side")
    writer.string(side)
    writer.key("text")
    writer.string(text)
    writer.endObject()
  }

  private func writeFields(
    _ bytes: ArraySlice<UInt8>, _ redaction: Redaction, _ writer: inout JSONWriter
  ) {
    writer.beginArray()
    for line in bytes.split(separator: 0x0D) {
      let line = line.drop { $0 == 0x0A }
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let name = String(decoding: line[..<colon], as: UTF8.self)
      var value = Array(line[line.index(after: colon)...].drop { $0 == 0x20 })
      if Redaction.isSecret(field: name) || credentialFields.contains(name.lowercased()) {
        value = Redaction.mark
      }
      writer.beginObject()
      writer.key("name")
      writer.string(name)
      writer.key("value")
      writer.string(redaction.cleaned(value[...]))
      writer.endObject()
    }
    writer.endArray()
  }
}

/// Takes an exchange's credentials out of what is shown, in whatever encoding they stand.
struct Redaction {
  static let mark = Array("(hidden)".utf8)

  /// Whether a field's value is hidden whole; an account may be named by its credential.
  static func isSecret(field name: String) -> Bool {
    SecretName.matches(name.utf8) || name.lowercased() == "x-verify-mock-account"
  }

  private let needles: [[UInt8]]

  init(_ exchange: Exchange) {
    var needles: [[UInt8]] = []
    if let secret = exchange.caller?.secret, secret.count >= 4 {
      needles.append(secret)
      needles.append(
        Array(PercentCoding.encode(String(decoding: secret, as: UTF8.self), for: .query).utf8))
      needles.append(Base64.encode(secret))
    }
    // The longest first, so that no part of one is left behind.
    self.needles = needles.sorted { $0.count > $1.count }
  }

  /// A request target, with the values of query parameters that are credentials by their names.
  func cleaned(target: ArraySlice<UInt8>) -> [UInt8] {
    cleaned(SecretName.masked(target: target, with: Self.mark)[...])
  }

  func cleaned(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result = Array(bytes)
    for needle in needles where result.count >= needle.count {
      result = Self.replacing(needle, in: result)
    }
    return result
  }

  private static func replacing(_ needle: [UInt8], in bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    var at = 0
    while at < bytes.count {
      if bytes.count - at >= needle.count, bytes[at] == needle[0],
        bytes[at..<at + needle.count].elementsEqual(needle)
      {
        out += mark
        at += needle.count
      } else {
        out.append(bytes[at])
        at += 1
      }
    }
    return out
  }
}
