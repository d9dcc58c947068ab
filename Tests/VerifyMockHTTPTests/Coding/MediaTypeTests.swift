import Testing
import VerifyMockHTTP

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
    #expect(read("a/b; charset=UTF-8") { $0.charset?.text } == "UTF-8")
    #expect(read("a/b ;\tx=\"1;\\\"2\" ; Charset=\"utf-8\"") { $0.charset?.text } == "utf-8")
    #expect(read("a/b;") { $0.charset == nil } == true)
    #expect(read("application/x-www-form-urlencoded;charset=x") { $0.isForm } == true)
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
    Array(value.utf8).withUnsafeBufferPointer { MediaType($0).map(body) }
  }
}
