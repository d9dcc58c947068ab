import Testing
import VerifyMockCore

@Suite("Numbers at the edges in requests")
struct EdgeNumberTests {
  static let edges = [
    "0", "-0", "1", "-1", "+5", "00", "2147483647", "2147483648", "4294967296",
    "9007199254740993", "9223372036854775807", "-9223372036854775808", "9223372036854775808",
    "18446744073709551616", "1e308", "-1e308", "1e999", "0.1", "%D9%A3",
    String(repeating: "9", count: 400),
  ]

  @Test("A list is answered, whatever limit and offset", arguments: edges)
  func pages(edge: String) throws {
    var laboratory = try Laboratory()
    for _ in 0..<3 { _ = try laboratory.create() }
    for query in [
      "limit=5&offset=\(edge)", "limit=\(edge)&offset=1", "limit=\(edge)&offset=\(edge)",
    ] {
      let answer = try laboratory.send("GET", Laboratory.sessions + "?" + query)
      #expect([200, 400, 422].contains(answer.status), "\(query): \(answer.status)")
    }
  }
}
