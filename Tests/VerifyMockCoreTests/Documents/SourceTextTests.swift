import Testing
import VerifyMockCore
import VerifyMockJSON

@Suite("Documents that quirks change")
struct SourceTextTests {
  private static let text = """
    {
      "a": { "b": [ 1, 2, 3 ], "c/d": "x" },
      "e": {}
    }
    """

  private static func patched(_ pointer: String, _ value: String) throws -> SourceText {
    let source = try SourceText(SourceFile(name: "file", text: text))
    let patch = try SourceText(SourceFile(name: "patch", text: "{\"\(pointer)\": \(value)}"))
    let (key, element) = try #require(patch.root.members.first)
    return try source.patched(at: key, with: element, of: patch)
  }

  @Test(
    "A pointer replaces, adds and removes values",
    arguments: [
      ("/a/b/1", "9", #"{"a":{"b":[1,9,3],"c/d":"x"},"e":{}}"#),
      ("/a/b/-", "9", #"{"a":{"b":[1,2,3,9],"c/d":"x"},"e":{}}"#),
      ("/a/c~1d", "null", #"{"a":{"b":[1,2,3],"c/d":null},"e":{}}"#),
      ("/e/f", "{}", #"{"a":{"b":[1,2,3],"c/d":"x"},"e":{"f":{}}}"#),
      ("/g", "[]", #"{"a":{"b":[1,2,3],"c/d":"x"},"e":{},"g":[]}"#),
      ("/a/b/0", #"{"$remove":true}"#, #"{"a":{"b":[2,3],"c/d":"x"},"e":{}}"#),
      ("/a/b/2", #"{"$remove":true}"#, #"{"a":{"b":[1,2],"c/d":"x"},"e":{}}"#),
      ("/a/b", #"{"$remove":true}"#, #"{"a":{"c/d":"x"},"e":{}}"#),
      ("/e", #"{"$remove":true}"#, #"{"a":{"b":[1,2,3],"c/d":"x"}}"#),
    ])
  func patches(pointer: String, value: String, expected: String) throws {
    let changed = try Self.patched(pointer, value)
    #expect(JSONValue(changed.root) == (try JSONValue(parsing: expected)))
  }

  @Test("Every value keeps the place that it came from")
  func places() throws {
    let changed = try Self.patched("/a/b/1", "[7]")
    let list = try #require(changed.root["a"]?["b"])
    let places = list.elements.map { changed.place(of: $0).description }
    #expect(places == ["file:2:17", "patch:1:12", "file:2:23"])
    #expect(changed.place(of: try #require(changed.root["e"])).description == "file:3:8")
  }

  @Test("A key that a patch adds has the place of its pointer")
  func keys() throws {
    let changed = try Self.patched("/e/new", "1")
    let key = try #require(changed.root["e"]?.members.first?.key)
    #expect(changed.place(of: key).description == "patch:1:2")
  }

  @Test(
    "A pointer to nowhere is refused with the nearest name",
    arguments: [
      (
        "/a/c~1e/x", "'/a/c~1e/x' points to nowhere: 'c/e' does not exist in file",
        "did you mean 'c/d'?"
      ),
      ("/a/b/3", "'/a/b/3' points to nowhere: '3' does not exist in file", nil),
      ("/a/b/x", "'/a/b/x' points to nowhere: 'x' does not exist in file", nil),
      ("/a/c~1d/y", "'/a/c~1d/y' points to nowhere: 'y' does not exist in file", nil),
    ] as [(String, String, String?)])
  func nowhere(pointer: String, what: String, remedy: String?) throws {
    let error = #expect(throws: DocumentError.self) { try Self.patched(pointer, "1") }
    #expect(error?.what == what)
    #expect(error?.hint == remedy)
    #expect(error?.place.description == "patch:1:2")
  }

  @Test("Refusals are data: a program can read what was expected")
  func data() throws {
    let source = try SourceText(SourceFile(name: "file", text: #"{"scenario":1,"summry":"x"}"#))
    let error = #expect(throws: DocumentErrors.self) { try ScenarioLoader.heading(of: source) }
    #expect(
      error?.errors.map(\.problem) == [
        .unknownKey("summry", of: "a scenario", known: ScenarioLoader.keys),
        .unfit("'scenario'", expected: "a string", got: "1"),
        .missingKey("summary", of: "a scenario"),
      ])
  }
}
