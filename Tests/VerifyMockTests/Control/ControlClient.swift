import Testing
import VerifyMockHTTP
import VerifyMockJSON
import VerifyMockTestSupport

@testable import VerifyMock

/// A server with its control API, called as any HTTP client calls it.
struct ControlClient {
  struct Answer {
    let status: Int
    let fields: [String: String]
    let body: JSONValue

    var items: [JSONValue] { body["items"]?.elements ?? [] }
    var what: String { body["error"]?["what"]?.string ?? "" }
    var place: String { body["error"]?["where"]?.string ?? "" }
    var hint: String { body["error"]?["hint"]?.string ?? "" }
  }

  static let account = "MAXXXXXXXXXXXXXXXXXX"
  static let other = "MAYYYYYYYYYYYYYYYYYY"
  static let recipient = "+14155550100"

  let mock: MockServer

  /// Starts a server whose clock stands still and whose codes are the same in every run.
  static func start(
    _ change: (inout MockServer.Configuration) -> Void = { _ in }
  ) async throws -> ControlClient {
    var configuration = MockServer.Configuration()
    configuration.seed = 7
    configuration.isClockFrozen = true
    change(&configuration)
    return ControlClient(mock: try await MockServer.start(configuration: configuration))
  }

  /// Sends a request on a connection of its own, which is handed out to be read later.
  func ask(
    _ line: String, _ body: String? = nil, headers: [String] = []
  ) throws -> RawClient {
    let client = try RawClient(port: UInt16(mock.port))
    var text = "\(line) HTTP/1.1\r\nConnection: close\r\n"
    if !headers.contains(where: { $0.hasPrefix("Host:") }) { text += "Host: 127.0.0.1\r\n" }
    for header in headers { text += header + "\r\n" }
    if let body {
      text += "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
    }
    client.send(text + "\r\n" + (body ?? ""))
    return client
  }

  static func read(_ client: RawClient, isHead: Bool = false) throws -> Answer {
    let response = try client.readResponse(isHead: isHead)
    return Answer(
      status: response.status, fields: response.fields,
      body: (try? JSONValue(parsing: response.body)) ?? .string(response.body))
  }

  /// Calls the control API: `GET inbox?wait=1s` stands for `/_mock/inbox?wait=1s`.
  func call(
    _ line: String, _ body: String? = nil, headers: [String] = []
  ) throws -> Answer {
    let parts = line.split(separator: " ", maxSplits: 1)
    return try Self.read(ask("\(parts[0]) /_mock/\(parts[1])", body, headers: headers))
  }

  /// Sends a code as the provider's users do.
  @discardableResult
  func send(
    to recipient: String = Self.recipient, as account: String = Self.account
  ) throws -> Answer {
    try post("", #"{"recipient":"\#(recipient)"}"#, as: account)
  }

  /// Checks a code as the provider's users do.
  func check(
    _ code: String, of session: String, as account: String = Self.account
  ) throws -> Answer {
    try post(session + "/", #"{"otp":"\#(code)"}"#, as: account)
  }

  private func post(_ path: String, _ body: String, as account: String) throws -> Answer {
    try Self.read(
      ask(
        "POST /v1/Account/\(account)/Verify/Session/\(path)", body,
        headers: ["Authorization: \(HTTPBasicCredentials.field(id: account, secret: "secret"))"]))
  }

  /// The code that came last.
  func code() throws -> String {
    try #require(try call("GET inbox").items.first?["code"]?.string)
  }
}
