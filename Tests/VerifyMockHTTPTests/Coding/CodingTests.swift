import Testing
import VerifyMockHTTP
import VerifyMockJSON

@Suite("Codings")
struct CodingTests {
  @Test(
    "Base 64 goes both ways (RFC 4648 section 10)",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
      ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
  func base64(plain: String, encoded: String) {
    #expect(Base64.encode(Array(plain.utf8)) == Array(encoded.utf8))
    #expect(Base64.decode(Array(encoded.utf8)) == Array(plain.utf8))
    let bare = encoded.replacing("=", with: "")
    #expect(Base64.encode(Array(plain.utf8), .urlSafe) == Array(bare.utf8))
    #expect(Base64.decode(Array(bare.utf8), .urlSafe) == Array(plain.utf8))
    #expect(Base64.decode(Array(encoded.utf8), .urlSafe) == Array(plain.utf8))
  }

  @Test("The two alphabets of Base 64 do not mix")
  func alphabets() {
    #expect(Base64.encode([0xFB, 0xEF, 0xFF]) == Array("++//".utf8))
    #expect(Base64.encode([0xFB, 0xEF, 0xFF], .urlSafe) == Array("--__".utf8))
    #expect(Base64.decode(Array("--__".utf8)) == nil)
    #expect(Base64.decode(Array("++//".utf8), .urlSafe) == nil)
  }

  @Test(
    "Base 64 that is not canonical is refused",
    arguments: [
      "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Z", "====", "Zm9v\n", "Zm 9", "Z=g=", "Zm9v====", "=",
    ])
  func badBase64(text: String) {
    #expect(Base64.decode(Array(text.utf8)) == nil)
  }

  @Test("Hex goes both ways and refuses odd lengths and other letters")
  func hex() {
    #expect(Hex.encode([0x00, 0xAB, 0xFF]) == Array("00abff".utf8))
    #expect(bytes("00ABff") { Hex.decode($0) } == [0x00, 0xAB, 0xFF])
    #expect(bytes("0") { Hex.decode($0) } == nil)
    #expect(bytes("0g") { Hex.decode($0) } == nil)
  }

  @Test("Percent-decoding keeps '+' in a path and refuses a '%' without two digits")
  func percent() {
    #expect(bytes("/+1%2b%20") { PercentCoding.decode(Array($0)) } == Array("/+1+ ".utf8))
    for bad in ["%", "%4", "a%zz", "%4g", "%%20"] {
      #expect(bytes(bad) { PercentCoding.decode(Array($0)) } == nil, "\(bad)")
    }
  }

  @Test("Encoding writes what its place asks for")
  func encode() {
    #expect(PercentCoding.encode("a b/ü~*+", for: .pathSegment) == "a%20b%2F%C3%BC~%2A%2B")
    #expect(PercentCoding.encode("a b/ü~*+", for: .query) == "a%20b%2F%C3%BC~%2A%2B")
    #expect(PercentCoding.encode("a b/ü~*+", for: .form) == "a+b%2F%C3%BC%7E*%2B")
  }

  @Test("Form pairs come in order, '+' is a space, empty parts are nothing")
  func pairs() {
    let text = "a=1&b=x+y%2B%3D&&c&=v&a=&d=1=2&AppHash=&e%20=%C3%BC"
    #expect(
      bytes(text) { FormCoding.pairs($0) } == [
        FormPair("a", "1"), FormPair("b", "x y+="), FormPair("c", ""), FormPair("", "v"),
        FormPair("a", ""), FormPair("d", "1=2"), FormPair("AppHash", ""), FormPair("e ", "ü"),
      ])
    #expect(bytes("a=1&b=%4") { FormCoding.pairs($0) } == nil)
    #expect(bytes("%=1") { FormCoding.pairs($0) } == nil)
    #expect(bytes("") { FormCoding.pairs($0) } == [])
  }

  @Test("What a form encodes it reads again")
  func roundTrip() {
    let all = FormPair(name: Array(0...255), value: Array((0...255).reversed()))
    let pairs = [all, FormPair("", "x"), FormPair("a b", "&=+%")]
    let text = FormCoding.encode(pairs)
    #expect(text.withUnsafeBufferPointer { FormCoding.pairs($0) } == pairs)
  }

  @Test("UTF-8 is told from what only looks like it")
  func utf8() {
    let good: [[UInt8]] = [
      [], [0x41], [0xC3, 0xBC], [0xE2, 0x82, 0xAC], [0xF0, 0x9F, 0x98, 0x80], [0xEF, 0xBF, 0xBF],
      [0xF4, 0x8F, 0xBF, 0xBF],
    ]
    let bad: [[UInt8]] = [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
      [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF],
      [0xE2, 0x82], [0xE2, 0x28, 0xA1],
    ]
    for bytes in good {
      #expect(bytes.withUnsafeBufferPointer(UTF8Sequence.isWellFormed), "\(bytes)")
    }
    for bytes in bad {
      #expect(!bytes.withUnsafeBufferPointer(UTF8Sequence.isWellFormed), "\(bytes)")
    }
  }

  private func bytes<R>(_ text: String, _ body: (Bytes) -> R) -> R {
    Array(text.utf8).withUnsafeBufferPointer(body)
  }
}
