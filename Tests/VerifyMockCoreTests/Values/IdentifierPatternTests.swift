import Testing
import VerifyMockCore

@Suite("Patterns of identifiers")
struct IdentifierPatternTests {
  private static func draw(_ text: String, seed: UInt64 = 1) throws -> String {
    let pattern = try #require(IdentifierPattern(text))
    var generator = SeededGenerator(seed: seed)
    return String(decoding: pattern.draw(from: &generator), as: UTF8.self)
  }

  @Test(
    "Each kind draws from its characters, in its length",
    arguments: [
      ("{hex:32}", "0123456789abcdef", 32), ("{upperhex:7}", "0123456789ABCDEF", 7),
      ("{digits:12}", "0123456789", 12), ("{letters:5}", "abcdefghijklmnopqrstuvwxyz", 5),
      ("{digits:1}", "0123456789", 1), ("{hex:128}", "0123456789abcdef", 128),
    ])
  func kinds(pattern: String, characters: String, count: Int) throws {
    let drawn = try Self.draw(pattern)
    #expect(drawn.count == count)
    #expect(drawn.allSatisfy { characters.contains($0) })
  }

  @Test("Literal text stays where it is")
  func literals() throws {
    let drawn = try Self.draw("AB{digits:2}-{uuid}.x")
    #expect(drawn.hasPrefix("AB") && drawn.hasSuffix(".x") && drawn.count == 43)
    #expect(Array(drawn)[4] == "-")
  }

  @Test("A UUID has version 4 and the variant of RFC 9562", arguments: 1...50)
  func uuids(seed: UInt64) throws {
    let drawn = Array(try Self.draw("{uuid}", seed: seed))
    #expect(drawn.count == 36)
    #expect([8, 13, 18, 23].allSatisfy { drawn[$0] == "-" })
    #expect(drawn.filter { $0 != "-" }.allSatisfy { "0123456789abcdef".contains($0) })
    #expect(drawn[14] == "4")
    #expect("89ab".contains(drawn[19]))
  }

  @Test("The same seed gives the same identifiers, another seed others")
  func seeds() throws {
    #expect(try Self.draw("{uuid}", seed: 7) == Self.draw("{uuid}", seed: 7))
    #expect(try Self.draw("{uuid}", seed: 7) != Self.draw("{uuid}", seed: 8))
  }

  @Test("The first UUID of a seed is the one that it has always been")
  func firstOfASeed() throws {
    #expect(try Self.draw("{uuid}", seed: 1) == "910a2dec-8902-4cc1-beeb-8da1658eec67")
  }

  @Test(
    "Anything else is no pattern",
    arguments: ["", "{", "{hex}", "{hex:0}", "{hex:129}", "{hex:x}", "{uuid:4}", "a}", "{words:3}"])
  func refusals(text: String) {
    #expect(IdentifierPattern(text) == nil)
  }
}
