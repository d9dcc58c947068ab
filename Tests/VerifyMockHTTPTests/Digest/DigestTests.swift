import Testing
import VerifyMockHTTP

@Suite("Digests")
struct DigestTests {
  private struct File: Decodable {
    let digests: [Row]
  }

  private struct Row: Decodable {
    let length: Int
    let values: [String: String]

    init(from decoder: any Decoder) throws {
      var all = try decoder.singleValueContainer().decode([String: Value].self)
      guard case .number(let length) = all.removeValue(forKey: "length") else {
        throw DecodingError.valueNotFound(
          Int.self, .init(codingPath: [], debugDescription: "length"))
      }
      self.length = length
      values = all.compactMapValues { if case .text(let text) = $0 { text } else { nil } }
    }
  }

  private enum Value: Decodable {
    case number(Int)
    case text(String)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Int.self) {
        self = .number(number)
      } else {
        self = .text(try container.decode(String.self))
      }
    }
  }

  @Test("Every digest agrees with an independent implementation, around all block borders")
  func independent() throws {
    let rows = try HTTPFixtures.load("digests.json", as: File.self).digests
    #expect(rows.count > 40)
    for row in rows {
      let n = row.length
      let message = (0..<n).map { UInt8(($0 * 31 + n) % 256) }
      let key = (0..<n % 200).map { UInt8(($0 * 17 + n * 3) % 256) }
      let ours: [String: [UInt8]] = [
        "md5": MD5.hash(message), "sha1": SHA1.hash(message),
        "sha256": SHA256.hash(message), "sha512": SHA512.hash(message),
        "hmac-md5": HMAC<MD5>.code(of: message, key: key),
        "hmac-sha1": HMAC<SHA1>.code(of: message, key: key),
        "hmac-sha256": HMAC<SHA256>.code(of: message, key: key),
        "hmac-sha512": HMAC<SHA512>.code(of: message, key: key),
      ]
      #expect(ours.mapValues(hex) == row.values, "\(n) bytes")
    }
  }

  @Test(
    "The vectors of FIPS 180-4 and RFC 1321 hold",
    arguments: [
      ("abc", "900150983cd24fb0d6963f7d28e17f72", "a9993e364706816aba3e25717850c26c9cd0d89d"),
      ("", "d41d8cd98f00b204e9800998ecf8427e", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
    ])
  func vectors(message: String, md5: String, sha1: String) {
    #expect(hex(MD5.hash(Array(message.utf8))) == md5)
    #expect(hex(SHA1.hash(Array(message.utf8))) == sha1)
  }

  @Test("SHA-2 of 'abc' is that of FIPS 180-4")
  func sha2() {
    let abc = Array("abc".utf8)
    #expect(
      hex(SHA256.hash(abc)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      hex(SHA512.hash(abc))
        == "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f")
  }

  @Test("HMAC-SHA-256 of RFC 4231, test cases 1, 2 and 6")
  func rfc4231() {
    #expect(
      hex(HMAC<SHA256>.code(of: Array("Hi There".utf8), key: [UInt8](repeating: 0x0B, count: 20)))
        == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
    #expect(
      hex(
        HMAC<SHA256>.code(
          of: Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8)))
        == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    #expect(
      hex(
        HMAC<SHA256>.code(
          of: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
          key: [UInt8](repeating: 0xAA, count: 131)))
        == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
  }

  private func hex(_ bytes: [UInt8]) -> String {
    String(decoding: Hex.encode(bytes), as: UTF8.self)
  }
}
