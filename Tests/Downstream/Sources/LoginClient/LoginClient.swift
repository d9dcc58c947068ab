import Foundation
#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Logs a user in by a code sent to the telephone.
public struct LoginClient: Sendable {
  /// What became of a code.
  public enum Verdict: Sendable, Equatable {
    /// The user is in.
    case loggedIn
    /// The code was not taken.
    case refused(status: Int, message: String)
  }

  /// Why no code was sent.
  public struct Failure: Error, Equatable {
    /// The status of the answer.
    public let status: Int
    /// What the answer says.
    public let message: String
  }

  let base: String
  let id: String
  let token: String
  let session: URLSession

  /// Many connections to one host, for tests in parallel.
  public static let standardSession: URLSession = {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpMaximumConnectionsPerHost = 64
    return URLSession(configuration: configuration)
  }()

  /// Takes address and credentials from an environment, as an app does from its own.
  public init(
    environment: [String: String], session: URLSession = Self.standardSession,
    base: String? = nil
  ) {
    self.base = base ?? environment["VERIFY_MOCK_URL"] ?? "https://api.plivo.com"
    id = environment["PLIVO_AUTH_ID"] ?? ""
    token = environment["PLIVO_AUTH_TOKEN"] ?? ""
    self.session = session
  }

  /// Sends a code and returns the session that it belongs to.
  public func sendCode(to recipient: String) async throws -> String {
    let (status, body) = try await post("Session/", ["recipient": recipient, "channel": "sms"])
    guard status == 202, let session = body["session_uuid"] as? String else {
      throw Failure(status: status, message: Self.message(body))
    }
    return session
  }

  /// Says whether the code is the one that was sent.
  public func check(_ code: String, session: String) async throws -> Verdict {
    let (status, body) = try await post("Session/\(session)/", ["otp": code])
    return status == 200 ? .loggedIn : .refused(status: status, message: Self.message(body))
  }

  /// A request as it stands, for tests of what goes wrong.
  public func post(
    _ path: String, _ fields: [String: String]
  ) async throws -> (Int, [String: Any]) {
    guard let url = URL(string: "\(base)/v1/Account/\(id)/Verify/\(path)") else {
      throw Failure(status: 0, message: "no URL")
    }
    var request = URLRequest(url: url)
    request.httpMethod = "POST"
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    let pair = Data("\(id):\(token)".utf8).base64EncodedString()
    request.setValue("Basic \(pair)", forHTTPHeaderField: "Authorization")
    request.httpBody = try JSONSerialization.data(withJSONObject: fields, options: .sortedKeys)
    let (data, response) = try await session.data(for: request)
    let body = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    return ((response as? HTTPURLResponse)?.statusCode ?? 0, body ?? [:])
  }

  private static func message(_ body: [String: Any]) -> String {
    (body["error"] ?? body["message"]).map { "\($0)" } ?? ""
  }
}
