import Testing
import VerifyMockHTTP

@Suite("Authorities")
struct HTTPAuthorityTests {
  private static func read<R>(_ text: String, _ body: (HTTPAuthority?) -> R) -> R {
    Array(text.utf8).withUnsafeBufferPointer { body(HTTPAuthority($0)) }
  }

  @Test(
    "Host and port are read",
    arguments: [
      ("example.com", "example.com", nil), ("example.com:80", "example.com", 80),
      ("example.com:", "example.com", nil), ("127.0.0.1:0", "127.0.0.1", 0),
      ("h:65535", "h", 65_535), ("h:00080", "h", 80), ("[::1]", "[::1]", nil),
      ("[::1]:8374", "[::1]", 8_374), ("[::ffff:1.2.3.4]:1", "[::ffff:1.2.3.4]", 1),
      ("[v1.a:b]", "[v1.a:b]", nil), ("a%41_~!$&'()*+,;=-.", "a%41_~!$&'()*+,;=-.", nil),
      ("", "", nil), (":80", "", 80),
    ] as [(String, String, Int?)])
  func reads(text: String, host: String, port: Int?) {
    Self.read(text) { authority in
      #expect(authority?.host.text == host)
      #expect(authority?.port == port)
    }
  }

  @Test(
    "What is no authority is refused",
    arguments: [
      "a b", "a/b", "a@b", "u:p@h", "h:65536", "h:99999999999999999999", "h:x", "h:-1", "h:+1",
      "h: 1", "[::1", "::1", "[]", "[a]", "[1]", "[:]:1", "[::g]", "[::1]x", "[::1]80",
      "[1:2:3:4:5:6:7:8:9]", "a%4", "a%", "a%zz", "é", "a,b:1:2", "h\t", "h?", "h#",
    ])
  func refused(text: String) {
    #expect(Self.read(text) { $0 == nil })
  }
}
