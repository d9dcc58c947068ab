import Testing
import VerifyMockJSON

@Suite("JSON Pointers")
struct JSONPointerTests {
  /// The document of RFC 6901, section 5.
  private static let document =
    #"{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8}"#

  @Test(
    "The examples of RFC 6901 lead to their values, as text and as a fragment",
    arguments: [
      ("/foo", "#/foo", #"["bar","baz"]"#), ("/foo/0", "#/foo/0", #""bar""#), ("/", "#/", "0"),
      ("/a~1b", "#/a~1b", "1"), ("/c%d", "#/c%25d", "2"), ("/e^f", "#/e%5Ef", "3"),
      ("/g|h", "#/g%7Ch", "4"), ("/i\\j", "#/i%5Cj", "5"), ("/k\"l", "#/k%22l", "6"),
      ("/ ", "#/%20", "7"), ("/m~0n", "#/m~0n", "8"),
    ])
  func examples(text: String, fragment: String, wanted: String) throws {
    let root = try JSONDocument(Self.document).root
    let pointer = try #require(JSONPointer(parsing: text))
    #expect(JSONPointer(fragment: fragment) == pointer)
    #expect(root[pointer]?.rawText == wanted)
    #expect(pointer.resolve(in: JSONValue(root)).value?.text() == wanted)
    #expect(pointer.description == text)
  }

  @Test("The empty pointer is the whole document")
  func root() throws {
    let root = try JSONDocument(Self.document).root
    #expect(JSONPointer(parsing: "") == .root)
    #expect(JSONPointer(fragment: "#") == .root)
    #expect(root[JSONPointer.root]?.index == 0)
    #expect(JSONPointer.root.description == "")
    #expect(JSONPointer.root.parent == nil)
  }

  @Test(
    "Text that is no pointer is refused",
    arguments: ["a", "a/b", "/~", "/a~", "/a~2b", "/~~0", " /a", "#/a"])
  func refused(text: String) {
    #expect(JSONPointer(parsing: text) == nil)
  }

  @Test(
    "A fragment with broken percent-encoding is refused",
    arguments: ["#/%", "#/%2", "#/%zz", "#/a%2", "#a", "#/a~"])
  func refusedFragment(text: String) {
    #expect(JSONPointer(fragment: text) == nil)
  }

  @Test(
    "Any token survives the way into text and back",
    arguments: [
      "", "a", "~", "/", "~1", "~0", "~01", "//", "é", "e\u{301}", "0", "-", "a b", "%41",
    ])
  func tokens(token: String) throws {
    let pointer = JSONPointer(["x", token, "y"])
    let read = try #require(JSONPointer(parsing: pointer.description))
    #expect(read == pointer)
    #expect(read.tokens.count == 3)
    #expect(Array(read.tokens[1].utf8) == Array(token.utf8))
    #expect(pointer.description == "/x/" + JSONPointer.escaped(token) + "/y")
  }

  @Test("Canonically equivalent spellings are different places")
  func bytewise() throws {
    #expect(JSONPointer(["é"]) != JSONPointer(["e\u{301}"]))
    #expect(Set([JSONPointer(["é"]), JSONPointer(["e\u{301}"])]).count == 2)
    #expect(JSONPointer(["ab"]) != JSONPointer(["a", "b"]))
    let root = try JSONDocument("{\"e\u{301}\":1,\"é\":2}").root
    #expect(root[JSONPointer(["é"])]?.int == 2)
    #expect(root[JSONPointer(["e\u{301}"])]?.int == 1)
  }

  @Test(
    "An index is digits without a leading zero",
    arguments: [
      ("0", 0), ("1", 1), ("10", 10), ("", nil), ("00", nil), ("01", nil), ("-1", nil), ("+1", nil),
      ("1a", nil), (" 1", nil), ("1.0", nil), ("-", nil), ("٣", nil),
      ("99999999999999999999", nil),
    ] as [(String, Int?)])
  func index(token: String, wanted: Int?) {
    #expect(JSONPointer.arrayIndex(token) == wanted)
  }

  @Test("Steps are added at the end and taken from there")
  func steps() {
    let pointer = JSONPointer.root.appending("a").appending(0).appending("b/c")
    #expect(pointer.description == "/a/0/b~1c")
    #expect(pointer.parent?.description == "/a/0")
    #expect(pointer.parent?.parent?.parent == .root)
  }

  @Test(
    "Where a pointer leads nowhere, the deepest place on its way is named",
    arguments: [
      ("/foo/2", "/foo", "2"), ("/foo/-", "/foo", "-"), ("/foo/00", "/foo", "00"),
      ("/bar/baz", "", "bar"), ("/foo/0/x", "/foo/0", "x"), ("//x", "/", "x"),
    ])
  func missing(text: String, parent: String, token: String) throws {
    let pointer = try #require(JSONPointer(parsing: text))
    let root = try JSONDocument(Self.document).root
    guard case .missing(let place, let value, let missing) = pointer.resolve(in: root) else {
      Issue.record("\(text) leads somewhere")
      return
    }
    #expect(place.description == parent)
    #expect(missing == token)
    #expect(value.index == root[place]?.index)
    guard case .missing(let other, _, token) = pointer.resolve(in: JSONValue(root)) else {
      Issue.record("\(text) leads somewhere in the value")
      return
    }
    #expect(other == place)
    #expect(pointer.resolve(in: root).value == nil)
  }
}

extension JSONPointerTests {
  /// A change and what it makes of `{"a":[1,2],"b":{"c":3}}`, or the message of its refusal.
  struct Change: Sendable {
    enum Verb: Sendable { case add, replace, set }

    let verb: Verb
    let at: String
    let wanted: String
    let reason: JSONPointerError.Reason?

    init(
      _ verb: Verb, _ at: String, _ wanted: String,
      refusedFor reason: JSONPointerError.Reason? = nil
    ) {
      self.verb = verb
      self.at = at
      self.wanted = wanted
      self.reason = reason
    }
  }

  @Test(
    "A value is put where the pointer leads, or refused with the place",
    arguments: [
      Change(.add, "/a/0", #"{"a":[9,1,2],"b":{"c":3}}"#),
      Change(.add, "/a/2", #"{"a":[1,2,9],"b":{"c":3}}"#),
      Change(.add, "/a/-", #"{"a":[1,2,9],"b":{"c":3}}"#),
      Change(.add, "/d", #"{"a":[1,2],"b":{"c":3},"d":9}"#),
      Change(.add, "/b/c", #"{"a":[1,2],"b":{"c":9}}"#),
      Change(.add, "", "9"),
      Change(.add, "/a/3", "/a", refusedFor: .notIndex(count: 2)),
      Change(.add, "/d/e", "", refusedFor: .missing),
      Change(.add, "/a/0/x", "/a/0", refusedFor: .notContainer(.number)),
      Change(.replace, "/a/1", #"{"a":[1,9],"b":{"c":3}}"#),
      Change(.replace, "/b", #"{"a":[1,2],"b":9}"#),
      Change(.replace, "", "9"),
      Change(.replace, "/a/2", "/a", refusedFor: .notIndex(count: 2)),
      Change(.replace, "/a/-", "/a", refusedFor: .notIndex(count: 2)),
      Change(.replace, "/a/x", "/a", refusedFor: .notIndex(count: 2)),
      Change(.replace, "/d", "", refusedFor: .missing),
      Change(.replace, "/b/c/d", "/b/c", refusedFor: .notContainer(.number)),
      Change(.set, "/a/0", #"{"a":[9,2],"b":{"c":3}}"#),
      Change(.set, "/a/-", #"{"a":[1,2,9],"b":{"c":3}}"#),
      Change(.set, "/a/2/x", #"{"a":[1,2,{"x":9}],"b":{"c":3}}"#),
      Change(.set, "/d/e/f", #"{"a":[1,2],"b":{"c":3},"d":{"e":{"f":9}}}"#),
      Change(.set, "/a/3", "/a", refusedFor: .notIndex(count: 2)),
      Change(.set, "/b/c/d", "/b/c", refusedFor: .notContainer(.number)),
    ])
  func edit(change: Change) throws {
    var value = try JSONValue(parsing: #"{"a":[1,2],"b":{"c":3}}"#)
    let before = value
    let pointer = try #require(JSONPointer(parsing: change.at))
    do throws(JSONPointerError) {
      switch change.verb {
      case .add: try value.add(9, at: pointer)
      case .replace: try value.replace(at: pointer, with: 9)
      case .set: try value.set(9, at: pointer)
      }
      #expect(change.reason == nil, "it was taken: \(value)")
      #expect(value.text() == change.wanted)
    } catch {
      #expect(error.reason == change.reason)
      #expect(error.parent.description == change.wanted)
      #expect(error.token == pointer.tokens[error.parent.tokens.count])
      #expect(value == before)
    }
  }
}
