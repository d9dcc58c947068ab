import Testing
import VerifyMockJSON

@testable import VerifyMockSchema

@Suite("References")
struct URIReferenceTests {
  @Test(
    "A reference is resolved as RFC 3986, section 5.4, shows",
    arguments: [
      ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
      ("/g", "http://a/g"), ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"),
      ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q#s"), ("g#s", "http://a/b/c/g#s"),
      ("g?y#s", "http://a/b/c/g?y#s"), (";x", "http://a/b/c/;x"), ("g;x", "http://a/b/c/g;x"),
      ("g;x?y#s", "http://a/b/c/g;x?y#s"), ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"),
      ("./", "http://a/b/c/"), ("..", "http://a/b/"), ("../", "http://a/b/"),
      ("../g", "http://a/b/g"), ("../..", "http://a/"), ("../../", "http://a/"),
      ("../../g", "http://a/g"),
      // Abnormal examples.
      ("../../../g", "http://a/g"), ("../../../../g", "http://a/g"), ("/./g", "http://a/g"),
      ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."), (".g", "http://a/b/c/.g"),
      ("g..", "http://a/b/c/g.."), ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"),
      ("./g/.", "http://a/b/c/g/"), ("g/./h", "http://a/b/c/g/h"), ("g/../h", "http://a/b/c/h"),
      ("g;x=1/./y", "http://a/b/c/g;x=1/y"), ("g;x=1/../y", "http://a/b/c/y"),
      ("g?y/./x", "http://a/b/c/g?y/./x"), ("g#s/../x", "http://a/b/c/g#s/../x"),
    ])
  func examples(reference: String, wanted: String) {
    let result = URIReference(reference).resolved(against: URIReference("http://a/b/c/d;p?q"))
    #expect(result.resource + (result.fragment.map { "#" + $0 } ?? "") == wanted)
  }

  @Test("A scheme is compared without regard to case, and a colon behind a slash makes none")
  func schemes() {
    #expect(URIReference("HTTP://a/B").resource == "http://a/B")
    #expect(URIReference("a/b:c").scheme == nil)
    #expect(URIReference(":a").scheme == nil)
    #expect(URIReference("urn:a:b").scheme == "urn")
    #expect(URIReference("urn:a:b").path == "a:b")
  }

  @Test(
    "A fragment's percent-encodings are resolved, broken ones stay",
    arguments: [
      ("#a%20b", "a b"), ("#%C3%A9", "é"), ("#%c3%a9", "é"), ("#%", "%"), ("#%4", "%4"),
      ("#%zz", "%zz"), ("#%+1", "%+1"), ("#%-1", "%-1"), ("#", ""), ("x", ""),
    ])
  func fragments(text: String, wanted: String) {
    #expect(URIReference(text).fragmentBytes == Array(wanted.utf8))
  }

  @Test(
    "What a fragment can't hold is encoded, and comes back",
    arguments: ["/a/b", "/a b", "/é", "/%41", "/#", "/\"<>", "/~0~1", ""])
  func escaped(text: String) {
    let escaped = PercentCoding.encodedFragment(text)
    #expect(escaped.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") })
    #expect(URIReference("#" + escaped).fragmentBytes == Array(text.utf8))
  }
}
