import Testing
import VerifyMockJSON

@Suite("Media types")
struct MediaTypeTests {
  @Test(
    "JSON is recognised by type or suffix",
    arguments: [
      ("application/json", true), ("Application/JSON; charset=utf-8", true),
      ("application/problem+json", true), ("text/json", true), ("application/jsonp", false),
      ("image/json", false), ("text/plain", false), ("application/x-www-form-urlencoded", false),
    ])
  func json(value: String, isJSON: Bool) {
    #expect(read(value) { $0.isJSON } == isJSON)
  }

  @Test("Parameters are found, quoted or not")
  func parameters() {
    #expect(read("a/b; charset=UTF-8") { $0.charset } == "UTF-8")
    #expect(read("a/b ;\tx=\"1;\\\"2\" ; Charset=\"utf-8\"") { $0.charset } == "utf-8")
    #expect(read("a/b;") { $0.charset == nil } == true)
    #expect(read("A/B;charset=x") { $0.essence } == "a/b")
  }

  @Test("the essence is in lower case, without parameters, whether or not it is well-formed")
  func essence() {
    #expect(MediaType.essence(of: Array("Application/JSON ; charset=x".utf8)) == "application/json")
    #expect(MediaType.essence(of: Array("Nonsense".utf8)) == "nonsense")
  }

  @Test(
    "What is no media type is nil",
    arguments: [
      "", "json", "/json", "application/", "a/b c", "a/b; x", "a/b; x=", "a/b; x=\"1", "a/b;=1",
      "a /b", "a/b; x=1 2",
    ])
  func malformed(value: String) {
    #expect(read(value) { _ in true } == nil)
  }

  private func read<R>(_ value: String, _ body: (MediaType) -> R) -> R? {
    MediaType(Array(value.utf8)).map(body)
  }
}
