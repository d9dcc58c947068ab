/// What a case says about one request that has to come out; what it does not say may be anything.
struct ExpectedRequest: Decodable, Sendable {
  private let texts: [String: String]
  private let fields: [[String]]?
  private let minor: Int?
  private let keepsAlive: Bool?
  private let hasNoQuery: Bool
  private let hasNoAuthority: Bool

  private enum Key: String, CodingKey {
    case method, target, path, query, authority, body, fields, minor, keepsAlive
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    var texts: [String: String] = [:]
    for key in [Key.method, .target, .path, .query, .authority, .body] {
      texts[key.rawValue] = try container.decodeIfPresent(String.self, forKey: key)
    }
    self.texts = texts
    fields = try container.decodeIfPresent([[String]].self, forKey: .fields)
    minor = try container.decodeIfPresent(Int.self, forKey: .minor)
    keepsAlive = try container.decodeIfPresent(Bool.self, forKey: .keepsAlive)
    hasNoQuery = container.contains(.query) && texts["query"] == nil
    hasNoAuthority = container.contains(.authority) && texts["authority"] == nil
  }

  /// The parts of `request` that are not as expected.
  func differences(from request: RequestSnapshot) -> [String] {
    var found: [String] = []
    let parts: [String: [UInt8]?] = [
      "method": request.method, "target": request.target, "path": request.path,
      "query": request.query, "authority": request.authority, "body": request.body,
    ]
    for (name, text) in texts where parts[name] != .some(.some(WireCase.bytes(text))) {
      found.append(name)
    }
    if hasNoQuery, request.query != nil { found.append("query") }
    if hasNoAuthority, request.authority != nil { found.append("authority") }
    if let minor, minor != request.minorVersion { found.append("minor") }
    if let keepsAlive, keepsAlive != request.keepsAlive { found.append("keepsAlive") }
    if let fields, fields.map({ $0.map(WireCase.bytes) }) != request.fields {
      found.append("fields")
    }
    return found
  }
}
