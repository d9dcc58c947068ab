import Testing
import VerifyMockJSON

@Suite("Reading JSON")
struct JSONDocumentTests {
  @Test(
    "Text that is not strict JSON is refused with the place and the reason",
    arguments: [
      ("", "1:1: there is no value"), ("  ", "1:3: there is no value"),
      ("\u{FEFF}1", "1:1: a byte order mark stands before the text"),
      ("[1,]", "1:3: a comma has nothing behind it"),
      ("{\"a\":1,\n}", "1:7: a comma has nothing behind it"),
      ("[1", "1:3: the text ends too early"), ("{\"a\"", "1:5: the text ends too early"),
      ("\"a", "1:3: the text ends too early"), ("[1 2]", "1:4: unexpected '2'"),
      ("{a:1}", "1:2: unexpected 'a'"), ("{\"a\" 1}", "1:6: unexpected '1'"),
      ("'a'", "1:1: unexpected '''"), ("1 1", "1:3: something stands behind the value"),
      ("nul", "1:4: the text ends too early"),
      ("nulk", "1:4: the words of JSON are null, true and false"),
      ("True", "1:1: unexpected 'T'"), ("01", "1:1: this is not a number"),
      ("[-]", "1:2: this is not a number"), ("1.", "1:1: this is not a number"),
      ("\"\\x\"", "1:2: no escape begins like this"),
      ("\"a\tb\"", "1:3: U+0009 must be escaped in a string"),
      ("\"\u{1F}\"", "1:2: U+001F must be escaped in a string"),
      ("[\"é\",é]", "1:6: unexpected non-ASCII character"),
    ])
  func refused(text: String, message: String) {
    let error = #expect(throws: JSONSyntaxError.self) { try JSONDocument(text) }
    #expect(error?.description == message, "\(text)")
  }

  @Test("Bytes that are not UTF-8 are refused where they stand")
  func notUTF8() {
    for bytes: [UInt8] in [
      [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
    ] {
      let error = #expect(throws: JSONSyntaxError.self) { try JSONDocument(bytes) }
      #expect(error?.reason == .notUTF8)
      #expect(error?.offset == 1)
    }
  }

  @Test("Containers are open to the limit of depth and no further")
  func depth() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(throws: Never.self) { try JSONDocument(nested(512)) }
    let error = #expect(throws: JSONSyntaxError.self) { try JSONDocument(nested(513)) }
    #expect(error?.reason == .tooDeep(limit: 512))
    #expect(error?.offset == 512)
    #expect(throws: Never.self) { try JSONDocument("[{\"a\":[]}]", depthLimit: 3) }
    #expect(throws: JSONSyntaxError.self) { try JSONDocument("[{\"a\":[[]]}]", depthLimit: 3) }
  }

  @Test(
    "Escapes in a string are read",
    arguments: [
      (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u20AC""#, "Aé€"),
      (#""\ud834\udd1e""#, "𝄞"), (#""\uD834\uDD1E!""#, "𝄞!"), (#""\u0000""#, "\0"),
      (#""\ud834""#, "\u{FFFD}"), (#""\udd1e\ud834""#, "\u{FFFD}\u{FFFD}"),
      (#""\ud834\u0041""#, "\u{FFFD}A"),
    ])
  func escapes(text: String, wanted: String) throws {
    let root = try JSONDocument(text).root
    // A lone surrogate takes three bytes, each of which is shown as a replacement.
    let shown = try #require(root.string).replacingEach(
      "\u{FFFD}\u{FFFD}\u{FFFD}", with: "\u{FFFD}")
    #expect(Array(shown.utf8) == Array(wanted.utf8))
    #expect(root.document.withView(\.scalarCount) == wanted.unicodeScalars.count)
  }

  @Test("Different lone surrogates are different strings")
  func surrogates() throws {
    let root = try JSONDocument(#"["\ud834","\ud835","\ud834"]"#).root
    let bytes = root.elements.map(\.stringBytes)
    #expect(bytes[0] != bytes[1])
    #expect(bytes[0] == bytes[2])
  }

  @Test("Scalars are counted, not bytes, however long the text is")
  func scalarCount() throws {
    for unit in ["a", "é", "€", "𝄞", "aé€𝄞"] {
      for times in 0...20 {
        let text = String(repeating: unit, count: times)
        let document = try JSONDocument("\"\(text)\"")
        #expect(document.withView(\.scalarCount) == text.unicodeScalars.count)
      }
    }
  }

  @Test("A member is found by the bytes of its key, escaped or not, the first one first")
  func members() throws {
    let root = try JSONDocument(#"{"\u0061":1,"a":2,"b\n":3,"":4}"#).root
    #expect(root["a"]?.int == 1)
    #expect(root["b\n"]?.int == 3)
    #expect(root[""]?.int == 4)
    #expect(root["c"] == nil)
    #expect(root["a"]?["a"] == nil)
    #expect(root.members.map { $0.key.string } == ["a", "a", "b\n", ""])
  }

  @Test("A value knows its text and its place")
  func places() throws {
    let root = try JSONDocument("{\n  \"é\": [1.50, \"x\"]\n}").root
    let list = try #require(root["é"])
    #expect(list.rawText == "[1.50, \"x\"]")
    #expect(list.position == TextPosition(line: 2, column: 8))
    #expect(list.elements[1].rawText == "\"x\"")
    #expect(list.elements[1].position == TextPosition(line: 2, column: 15))
    #expect(list.elements[0].numberText == "1.50")
    #expect(list.elements[0].int == nil)
    #expect("\(list.position)" == "2:8")
  }
}
