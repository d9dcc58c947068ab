import FlyingFox
import Foundation

/// The same work as the product without its contracts: read JSON, keep a session, answer JSON.
struct Creation: Decodable {
  let recipient: String
  let channel: String?
  let locale: String?
  let brand_name: String?
  let code_length: Int?
}

struct Created: Encodable {
  let api_id: String
  let message: String
  let session_uuid: String
}

struct Validation: Decodable {
  let otp: String
}

struct Validated: Encodable {
  let api_id: String
  let message: String
}

actor Sessions {
  private var codes: [String: String] = [:]

  func create() -> String {
    let id = UUID().uuidString.lowercased()
    codes[id] = "424242"
    return id
  }

  func take(_ id: String, _ code: String) -> Bool {
    guard codes[id] == code else { return false }
    codes[id] = nil
    return true
  }
}

@main
struct Main {
  static func main() async throws {
    let sessions = Sessions()
    let port = UInt16(CommandLine.arguments[1]) ?? 0
    let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: port), logger: .disabled)
    await server.appendRoute("POST /v1/*") { request in
      guard request.headers[.authorization] != nil else {
        return HTTPResponse(statusCode: .unauthorized)
      }
      let parts = request.path.split(separator: "/")
      let body = try await request.bodyData
      let (status, answer): (HTTPStatusCode, Data)
      if parts.count == 5 {
        let creation = try JSONDecoder().decode(Creation.self, from: body)
        guard creation.recipient.hasPrefix("+") else {
          return HTTPResponse(statusCode: .badRequest)
        }
        status = .accepted
        answer = try JSONEncoder().encode(
          Created(
            api_id: UUID().uuidString.lowercased(), message: "Session initiated",
            session_uuid: await sessions.create()))
      } else {
        let validation = try JSONDecoder().decode(Validation.self, from: body)
        guard await sessions.take(String(parts[5]), validation.otp) else {
          return HTTPResponse(statusCode: .notFound)
        }
        status = .ok
        answer = try JSONEncoder().encode(
          Validated(
            api_id: UUID().uuidString.lowercased(), message: "session validated successfully."))
      }
      return HTTPResponse(
        statusCode: status, headers: [.contentType: "application/json"], body: answer)
    }
    try await server.run()
  }
}
