import Foundation

/// Reads files of `Fixtures/http`, found from where this file stands.
enum HTTPFixtures {
  static func load<Value: Decodable>(
    _ name: String, as type: Value.Type, userInfo: [CodingUserInfoKey: any Sendable] = [:]
  ) throws -> Value {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    let file = root.appendingPathComponent("Fixtures/http/\(name)")
    let decoder = JSONDecoder()
    decoder.userInfo = userInfo
    return try decoder.decode(type, from: Data(contentsOf: file))
  }
}
