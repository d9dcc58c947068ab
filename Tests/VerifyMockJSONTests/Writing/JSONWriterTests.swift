import Testing
import VerifyMockJSON

@Suite("Writing JSON")
struct JSONWriterTests {
  private static func written(
    _ start: String = "", isPretty: Bool = false, _ body: (inout JSONWriter) -> Void
  ) -> String {
    var writer = JSONWriter(Array(start.utf8), isPretty: isPretty)
    body(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// One text with every kind of value, at the start, in the middle and at the end of containers.
  private static func everything(_ writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("empty" as StaticString)
    writer.beginArray()
    writer.endArray()
    writer.key("list")
    writer.beginArray()
    writer.null()
    writer.bool(true)
    writer.beginObject()
    writer.endObject()
    writer.beginArray()
    writer.int(-1)
    writer.endArray()
    writer.endArray()
    writer.key("text")
    writer.string("a" as StaticString)
    writer.key("number")
    writer.number("1.50")
    writer.key("raw")
    writer.rawValue(Array(#"{"x":1}"#.utf8))
    writer.endObject()
  }

  @Test("Compact text has no byte too many")
  func compact() {
    #expect(
      Self.written { Self.everything(&$0) }
        == #"{"empty":[],"list":[null,true,{},[-1]],"text":"a","number":1.50,"raw":{"x":1}}"#)
  }

  @Test("Text for people has one value a line and two spaces a level")
  func pretty() {
    #expect(
      Self.written(isPretty: true) { Self.everything(&$0) } == """
        {
          "empty": [],
          "list": [
            null,
            true,
            {},
            [
              -1
            ]
          ],
          "text": "a",
          "number": 1.50,
          "raw": {"x":1}
        }
        """)
  }

  @Test("A value at the top stands alone")
  func alone() {
    #expect(Self.written { $0.null() } == "null")
    #expect(Self.written { $0.bool(false) } == "false")
    #expect(Self.written { $0.string("x") } == #""x""#)
    #expect(Self.written(isPretty: true) { $0.int(7) } == "7")
  }

  @Test("Text comes behind the bytes that are there")
  func append() {
    #expect(Self.written("data: ") { $0.int(1) } == "data: 1")
    var bytes = Array("[".utf8)
    JSONWriter.append(to: &bytes) { writer in
      writer.beginArray()
      writer.int(1)
      writer.int(2)
      writer.endArray()
    }
    JSONWriter.append(to: &bytes) { $0.string("x") }
    #expect(String(decoding: bytes, as: UTF8.self) == #"[[1,2]"x""#)
  }

  @Test(
    "A string is escaped where JSON asks for it and nowhere else",
    arguments: [
      ("", #""""#), ("a/b", #""a/b""#), ("\"", #""\"""#), ("\\", #""\\""#),
      ("\u{8}\t\n\u{C}\r", #""\b\t\n\f\r""#), ("\0", #""\u0000""#), ("\u{1}", #""\u0001""#),
      ("\u{F}", #""\u000f""#), ("\u{10}", #""\u0010""#), ("\u{1F}", #""\u001f""#),
      ("\u{7F}", "\"\u{7F}\""), ("é€𝄞", "\"é€𝄞\""), ("\u{2028}", "\"\u{2028}\""),
      ("a\nb\"c", #""a\nb\"c""#),
    ])
  func strings(text: String, wanted: String) throws {
    let written = Self.written { $0.string(text) }
    #expect(Array(written.utf8) == Array(wanted.utf8))
    let read = try #require(try JSONDocument(written).root.string)
    #expect(Array(read.utf8) == Array(text.utf8))
    // As a key, and from bytes.
    let member = Self.written { writer in
      writer.beginObject()
      writer.key(text)
      writer.null()
      writer.endObject()
    }
    #expect(Array(member.utf8) == Array("{\(wanted):null}".utf8))
    #expect(Self.written { $0.string(Array(text.utf8)) } == written)
  }

  @Test(
    "Bytes that are not UTF-8 become the replacement character, one for each",
    arguments: [
      ([0xFF], "\u{FFFD}"), ([0x61, 0x80, 0x62], "a\u{FFFD}b"), ([0xC3], "\u{FFFD}"),
      ([0xC0, 0xAF], "\u{FFFD}\u{FFFD}"), ([0xE2, 0x82], "\u{FFFD}\u{FFFD}"),
      ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"), ([0xE2, 0x82, 0xAC], "€"),
      ([0xF4, 0x90, 0x80, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
      ([0xF0, 0x9D, 0x84, 0x9E, 0x9E], "𝄞\u{FFFD}"),
    ] as [([UInt8], String)])
  func malformed(bytes: [UInt8], wanted: String) {
    #expect(Self.written { $0.string(bytes) } == "\"\(wanted)\"")
  }

  @Test("Integers of every size are written whole")
  func integers() {
    #expect(Self.written { $0.int(Int64.min) } == "-9223372036854775808")
    #expect(Self.written { $0.int(Int64.max) } == "9223372036854775807")
    #expect(Self.written { $0.int(UInt64.max) } == "18446744073709551615")
    #expect(Self.written { $0.int(UInt8.max) } == "255")
    #expect(Self.written { $0.int(0) } == "0")
    #expect(Self.written { $0.int(-10) } == "-10")
  }
}

@Suite("Well-formed UTF-8")
struct UTF8SequenceTests {
  @Test("is found as the standard library finds it, for every scalar")
  func scalars() {
    for value in stride(from: UInt32(0), through: 0x10FFFF, by: 13) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let bytes = Array(String(scalar).utf8)
      let length = bytes.withUnsafeBufferPointer { UTF8Sequence.length(in: $0, at: 0) }
      guard length == bytes.count else {
        Issue.record("U+\(String(value, radix: 16)) has \(bytes.count) bytes, not \(length)")
        return
      }
    }
  }

  @Test("differs from bytes that only look like it, for every pair of first bytes")
  func pairs() {
    for first in UInt8.min...UInt8.max {
      for second in UInt8.min...UInt8.max {
        let bytes = [first, second, 0x80, 0x80]
        let length = bytes.withUnsafeBufferPointer { UTF8Sequence.length(in: $0, at: 0) }
        let isRight =
          if length == 0 {
            (1...4).allSatisfy { String(validating: bytes.prefix($0), as: UTF8.self) == nil }
          } else {
            String(validating: bytes.prefix(length), as: UTF8.self)?.unicodeScalars.count == 1
          }
        guard isRight else {
          Issue.record("\(bytes.prefix(2)): \(length)")
          return
        }
      }
    }
  }
}
