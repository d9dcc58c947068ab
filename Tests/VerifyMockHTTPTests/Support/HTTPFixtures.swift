import Foundation

/// Reads files of `Fixtures/http`, found from where this file stands.
enum HTTPFixtures {
  static func load<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    let file = root.appendingPathComponent("Fixtures/http/\(name)")
    return try JSONDecoder().decode(type, from: Data(contentsOf: file))
  }
}
