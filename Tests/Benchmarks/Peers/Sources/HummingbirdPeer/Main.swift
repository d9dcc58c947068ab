import Foundation
import Hummingbird
import Logging

/// The same work as the product without its contracts: read JSON, keep a session, answer JSON.
struct Creation: Decodable {
  let recipient: String
  let channel: String?
  let locale: String?
  let brand_name: String?
  let code_length: Int?
}

struct Created: ResponseCodable {
  let api_id: String
  let message: String
  let session_uuid: String
}

struct Validation: Decodable {
  let otp: String
}

struct Validated: ResponseCodable {
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
    let router = Router()
    router.post("/v1/Account/:account/Verify/Session") { request, context in
      guard request.headers[.authorization] != nil else { throw HTTPError(.unauthorized) }
      let creation = try await request.decode(as: Creation.self, context: context)
      guard creation.recipient.hasPrefix("+") else { throw HTTPError(.badRequest) }
      return EditedResponse(
        status: .accepted,
        response: Created(
          api_id: UUID().uuidString.lowercased(), message: "Session initiated",
          session_uuid: await sessions.create()))
    }
    router.post("/v1/Account/:account/Verify/Session/:id") { request, context in
      guard request.headers[.authorization] != nil else { throw HTTPError(.unauthorized) }
      let id = try context.parameters.require("id")
      let validation = try await request.decode(as: Validation.self, context: context)
      guard await sessions.take(id, validation.otp) else { throw HTTPError(.notFound) }
      return Validated(
        api_id: UUID().uuidString.lowercased(), message: "session validated successfully.")
    }
    var logger = Logger(label: "peer")
    logger.logLevel = .error
    let port = Int(CommandLine.arguments[1]) ?? 0
    let application = Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)),
      logger: logger)
    try await application.runService()
  }
}
