import Foundation
import Testing
import VerifyMockJSON

@testable import VerifyMockSchema

/// Fixtures/schema/formats.json: texts that are of a format and texts that are not.
private enum FormatSamples {
  static func all() throws -> JSONElement {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Fixtures/schema/formats.json").standardizedFileURL
    return try JSONDocument([UInt8](Data(contentsOf: file))).root
  }
}

@Suite("Formats")
struct FormatTests {
  private static func isValid(_ format: FormatID, _ text: String) -> Bool {
    return FormatChecker.isValid(format, Array(text.utf8))
  }

  @Test("Each format takes its own texts and no others", arguments: FormatID.allCases)
  func samples(format: FormatID) throws {
    let samples = try #require(try FormatSamples.all()[format.rawValue])
    for isWanted in [true, false] {
      let texts = samples[isWanted ? "valid" : "invalid"]?.elements.compactMap(\.string) ?? []
      #expect(texts.count >= 2)
      for text in texts {
        #expect(Self.isValid(format, text) == isWanted, "'\(text)'")
      }
    }
  }

  @Test("Every sample is of a format that exists")
  func names() throws {
    let names = try FormatSamples.all().members.compactMap { $0.key.string }
    #expect(Set(names) == Set(FormatID.allCases.map(\.rawValue)))
  }

  @Test("A schema asserts a format only where that is asked for, and never of another type")
  func assertion() throws {
    var registry = SchemaRegistry()
    try registry.add(JSONDocument(#"{"format":"ipv4"}"#), uri: "s")
    let id = try registry.compile(document: "s")
    let set = registry.finished()
    func isValid(_ text: String, _ assertFormats: Bool) throws -> Bool {
      try JSONDocument(text).withView { set.isValid($0, against: id, assertFormats: assertFormats) }
    }
    #expect(try isValid(#""127.0.0.1""#, true))
    #expect(try !isValid(#""127.0.0""#, true))
    #expect(try isValid(#""127.0.0""#, false))
    #expect(try isValid(#""127.0.0\u002e1""#, true))
    #expect(try isValid("5", true))
  }

  @Test("No byte of a text reads as a hexadecimal digit but the digits themselves")
  func hexadecimal() {
    let text = Array("2eb8aa08-aa98-11ea-b4aa-73b441d16380".utf8)
    for place in text.indices where text[place] != UInt8(ascii: "-") {
      for byte in UInt8.min...UInt8.max {
        var changed = text
        changed[place] = byte
        let isHex =
          (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte)
          || (0x61...0x66).contains(byte)
        let isUUID = FormatChecker.isUUID(changed)
        #expect(isUUID == isHex, "byte \(byte) at \(place)")
      }
    }
  }
}
