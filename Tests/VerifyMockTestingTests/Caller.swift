import Foundation
import VerifyMock
#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// The code under test: calls one provider as its documents say.
struct Caller: Sendable {
  var base: String
  let id: String
  let token: String
  var session: URLSession

  init(_ mock: MockServer, session: URLSession = .shared) {
    base = mock.url
    id = mock.environment["PLIVO_AUTH_ID"] ?? ""
    token = mock.environment["PLIVO_AUTH_TOKEN"] ?? ""
    self.session = session
  }

  @discardableResult
  func post(
    _ path: String, _ fields: [String: String], token: String? = nil
  ) async throws -> (status: Int, body: [String: String]) {
    guard let url = URL(string: base + path) else { throw URLError(.badURL) }
    var request = URLRequest(url: url)
    request.httpMethod = "POST"
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    let pair = Data("\(id):\(token ?? self.token)".utf8).base64EncodedString()
    request.setValue("Basic \(pair)", forHTTPHeaderField: "Authorization")
    request.httpBody = try JSONSerialization.data(withJSONObject: fields, options: .sortedKeys)
    let (data, response) = try await session.data(for: request)
    let body = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
    return (
      (response as? HTTPURLResponse)?.statusCode ?? 0,
      (body ?? [:]).compactMapValues { $0 as? String }
    )
  }

  @discardableResult
  func send(to recipient: String = "+14155550100") async throws -> String {
    try await post(
      "/v1/Account/\(id)/Verify/Session/", ["recipient": recipient]
    ).body["session_uuid"] ?? ""
  }

  @discardableResult
  func check(_ code: String, _ session: String) async throws -> Int {
    try await post("/v1/Account/\(id)/Verify/Session/\(session)/", ["otp": code]).status
  }
}
