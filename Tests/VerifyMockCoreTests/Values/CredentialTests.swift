import Testing
import VerifyMockJSON

@testable import VerifyMockCore

@Suite("Credentials in header fields")
struct CredentialTests {
  @Test(
    "A pattern reads what it writes, and nothing else",
    arguments: [
      ("App {account}", "App k1", "k1", "k1"),
      ("App {account}", "app k1", "k1", "k1"),
      ("App {account}", "Apple k1", nil, nil),
      ("App {account}", "App ", nil, nil),
      ("{account}", "k1", "k1", "k1"),
      ("Key {account}:{signature}", "Key k1:s=1:2", "k1", "s=1:2"),
      ("Key {account}:{signature}", "Key k1", nil, nil),
      ("Key {account}:{signature}", "Key :s", nil, nil),
      ("id={account}, sig={s}!", "id=a,b, sig=x!", "a,b", "x"),
      ("id={account}, sig={s}!", "id=a, sig=x", nil, nil),
    ] as [(String, String, String?, String?)])
  func patterns(text: String, value: String, account: String?, secret: String?) throws {
    let pattern = try #require(CredentialPattern(text))
    let read = pattern.read(Array(value.utf8))
    #expect(read.map { String(decoding: $0.account, as: UTF8.self) } == account)
    #expect(read.map { String(decoding: $0.secret, as: UTF8.self) } == secret)
    if let account, let secret {
      #expect(pattern.written(account: account, secret: secret).lowercased() == value.lowercased())
    }
  }

  @Test(
    "What names no account, or can't be told apart, is no pattern",
    arguments: [
      "", "App", "{account", "account}", "{}", "{account}{secret}", "{account} {account}",
      "{account}:{a}:{b}", "{secret}",
    ])
  func refused(text: String) {
    #expect(CredentialPattern(text) == nil)
  }

  @Test("The claims of a token are read, whatever its signature")
  func tokens() throws {
    let text = JSONWebToken.text(["application_id": "a-1", "iat": "5"], signature: "?")
    let token = try #require(JSONWebToken(text))
    #expect(token["application_id"] == Array("a-1".utf8))
    #expect(token["sub"] == nil)
    // {"n":7}
    #expect(JSONWebToken("x.eyJuIjo3fQ.x")?["n"] == Array("7".utf8))
    for wrong in ["", "a.b", "a.b.c", "a.W10.c", "x.eyJuIjo3fQ", "invalid-1"] {
      #expect(JSONWebToken(wrong) == nil, "\(wrong)")
    }
  }
}
