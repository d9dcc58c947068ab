import Testing
import VerifyMockHTTP

@Suite("Names of credentials")
struct SecretNameTests {
  @Test(
    "names of credentials are known in every spelling",
    arguments: [
      "auth_token", "token", "X-Api-Key", "apiKey", "API.KEY", "client_secret", "Password",
      "X-Plivo-Signature-V3", "authorization", "Cookie", "Set-Cookie", "sig", "access-key",
    ])
  func knows(name: String) { #expect(SecretName.matches(name.utf8)) }

  @Test(
    "other names are not",
    arguments: ["limit", "recipient", "page_token", "PageToken", "keyword", "author", "code", ""])
  func leavesOthers(name: String) { #expect(!SecretName.matches(name.utf8)) }

  @Test(
    "a target keeps everything except the values",
    arguments: [
      ("/a", "/a"), ("/a?", "/a?"), ("/token?x=1", "/token?x=1"),
      ("/a?token=1&&b", "/a?token=*&&b"),
      ("/a?b=token&api%5Fkey=1=2&token", "/a?b=token&api%5Fkey=*&token"),
      ("/a?%zz=1&token=", "/a?%zz=1&token=*"),
    ])
  func masks(target: String, expected: String) {
    let masked = SecretName.masked(target: Array(target.utf8)[...], with: Array("*".utf8))
    #expect(String(decoding: masked, as: UTF8.self) == expected)
  }
}
