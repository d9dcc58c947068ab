import Testing
import VerifyMockCore
import VerifyMockHTTP
import VerifyMockJSON

/// An engine with a clock in hand, and requests as short as a test wants them.
struct Laboratory {
  var engine: Engine
  var now = Instant(nanoseconds: 1_767_225_600_000_000_000)

  static let sessions = "/v1/Account/MAXXXXXXXXXXXXXXXXXX/Verify/Session/"
  static let recipient = "+14155550100"

  init(_ change: (inout EngineOptions) -> Void = { _ in }) throws {
    var options = EngineOptions(seed: 7)
    change(&options)
    engine = Engine(catalogue: try Repository.catalogue.get(), options: options)
  }

  struct Answer {
    let status: Int
    let body: JSONElement?
    let exchange: Exchange
    let fields: String
    let reply: Reply
  }

  /// Sends a request with Basic credentials of the account that the path names.
  mutating func send(
    _ method: String, _ target: String, _ body: String? = nil, account: String? = nil,
    secret: String = "secret", headers: [String] = [], contentType: String? = "application/json"
  ) throws -> Answer {
    let id = account ?? String(target.split(separator: "/").dropFirst(2).first ?? "")
    let path = account == nil ? target : target.replacing("MAXXXXXXXXXXXXXXXXXX", id)
    var text = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n"
    if !headers.contains(where: { $0.hasPrefix("Authorization") }) {
      text += "Authorization: \(HTTPBasicCredentials.field(id: id, secret: secret))\r\n"
    }
    for header in headers where header != "Authorization:" { text += header + "\r\n" }
    if let body {
      if let contentType { text += "Content-Type: \(contentType)\r\n" }
      text += "Content-Length: \(body.utf8.count)\r\n"
    }
    let bytes = Array((text + "\r\n" + (body ?? "")).utf8)
    var parser = HTTPRequestParser()
    bytes.withUnsafeBytes { parser.append($0) }
    try #require(parser.next() == .request)
    var response = HTTPResponse()
    var reply = Reply()
    let now = self.now
    reply = engine.handle(
      parser.request, server: now, client: Array("127.0.0.1".utf8), into: &response)
    let exchange = try #require(engine.journal.exchanges.last)
    return Answer(
      status: response.status, body: (try? JSONDocument(response.body))?.root, exchange: exchange,
      fields: String(decoding: response.fields, as: UTF8.self), reply: reply)
  }

  /// Creates a session and returns its id.
  mutating func create(
    to recipient: String = Laboratory.recipient, account: String? = nil, headers: [String] = []
  ) throws -> String {
    let answer = try send(
      "POST", Self.sessions, #"{"recipient":"\#(recipient)"}"#, account: account,
      headers: headers)
    try #require(answer.status == 202, "\(answer.exchange.reason ?? "")")
    return try #require(answer.body?["session_uuid"]?.string)
  }

  mutating func check(
    _ id: String, _ code: String, account: String? = nil, headers: [String] = []
  ) throws -> Answer {
    try send(
      "POST", Self.sessions + id + "/", #"{"otp":"\#(code)"}"#, account: account,
      headers: headers)
  }

  /// The code that was delivered last.
  var code: String {
    engine.inbox.messages.last.map { String(decoding: $0.code, as: UTF8.self) } ?? ""
  }

  var wrong: String { WalkthroughPlayer.wrong(code) }

  mutating func use(
    _ scenario: String?, quirks: [String] = [], of name: String = "plivo-verify",
    account: String? = nil
  ) throws {
    let index = account.map { engine.openAccount(named: $0) }
    let provider = try #require(engine.catalogue.index(of: name))
    try engine.use(
      scenario: scenario, quirks: quirks, provider: provider, account: index, server: now)
  }

  mutating func advance(_ seconds: Int) {
    now = now + .seconds(seconds)
  }
}

extension String {
  fileprivate func replacing(_ part: String, _ other: String) -> String {
    var result = ""
    var rest = self[...]
    while let range = rest.range(of: part) {
      result += rest[..<range.lowerBound] + other
      rest = rest[range.upperBound...]
    }
    return result + rest
  }
}

extension Substring {
  fileprivate func range(of part: String) -> Range<Index>? {
    var at = startIndex
    while at < endIndex {
      if self[at...].hasPrefix(part) { return at..<index(at, offsetBy: part.count) }
      at = index(after: at)
    }
    return nil
  }
}
