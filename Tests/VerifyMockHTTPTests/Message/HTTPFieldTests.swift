import Testing
import VerifyMockHTTP

@Suite("Field lines and their values")
struct HTTPFieldTests {
  @Test(
    "A list has its elements trimmed, and empty ones count",
    arguments: [
      ("", [""]), ("a", ["a"]), ("a,b", ["a", "b"]), (" a ,\tb ", ["a", "b"]),
      ("a,,b", ["a", "", "b"]), (",", ["", ""]), ("a,", ["a", ""]), (",a", ["", "a"]),
      ("gzip;q=0, *", ["gzip;q=0", "*"]),
    ])
  func elements(value: String, wanted: [String]) {
    let found = Array(value.utf8).withUnsafeBufferPointer { bytes in
      HTTPListElements(bytes).map(\.text)
    }
    #expect(found == wanted)
  }

  @Test("Every value of a name is handed out in order, whatever the case of the name")
  func values() throws {
    var parser = HTTPRequestParser()
    parser.append(
      "GET / HTTP/1.1\r\nHost: h\r\nX-A: 1\r\nx-b: 2\r\nx-a:  3 \r\nX-AB: 4\r\nX-A:\r\n\r\n")
    try #require(parser.next() == .request)
    let values = parser.request.values(of: "x-a").map(\.text)
    #expect(values == ["1", "3", ""])
    #expect(parser.request.value(of: "x-a")?.text == "1")
    #expect(parser.request.values(of: "x-c").map(\.text) == [])
  }

  @Test(
    "A line is written only when nothing in it can be taken for another line",
    arguments: [
      ("X-A", "b", true), ("X-A", "", true), ("X-A", "a\tb", true), ("X-A", "é", true),
      ("x!#$%&'*+-.^_`|~9", "b", true), ("", "b", false), ("X A", "b", false), ("X-A:", "b", false),
      ("X\r\nY", "b", false), ("X-A", "b\r\nY: c", false), ("X-A", "b\n", false),
      ("X-A", "b\0", false), ("X-A", "b\u{7F}", false), ("X-A", "0123456789\u{1}", false),
      ("é", "b", false), ("Date", "b", false), ("CONTENT-LENGTH", "1", false),
      ("Transfer-Encoding", "x", false), ("connection", "close", false),
    ])
  func lines(name: String, value: String, isWritten: Bool) {
    var output = Array("before".utf8)
    let result = Array(name.utf8).withUnsafeBufferPointer { name in
      Array(value.utf8).withUnsafeBufferPointer { HTTPFieldLine.append(name, $0, to: &output) }
    }
    #expect(result == isWritten)
    let wanted = isWritten ? "before\(name): \(value)\r\n" : "before"
    #expect(output == Array(wanted.utf8))
  }
}

@Suite("Requests as bytes")
struct HTTPRequestSerializerTests {
  private static func written(_ request: HTTPRequest) -> String? {
    var output: [UInt8] = []
    guard HTTPRequestSerializer.append(request: request, to: &output) else {
      #expect(output.isEmpty)
      return nil
    }
    return String(decoding: output, as: UTF8.self)
  }

  @Test("Host comes first, then the fields, then what frames the content")
  func order() {
    var request = HTTPRequest(
      method: "PUT", target: "/a?b", host: "h:1", body: Array("xy".utf8))
    let isAdded = request.addField("X-A", "1")
    #expect(isAdded)
    request.closesConnection = true
    #expect(
      Self.written(request)
        == "PUT /a?b HTTP/1.1\r\nHost: h:1\r\nX-A: 1\r\nContent-Length: 2\r\n"
        + "Connection: close\r\n\r\nxy")
  }

  @Test(
    "A length is written where there is content, or usually some",
    arguments: [
      ("GET", "", false), ("GET", "x", true), ("DELETE", "", false), ("HEAD", "", false),
      ("POST", "", true), ("PUT", "", true), ("PATCH", "", true), ("DELETE", "x", true),
    ])
  func length(method: String, body: String, hasLength: Bool) throws {
    let request = HTTPRequest(method: method, target: "/", host: "h", body: Array(body.utf8))
    let text = try #require(Self.written(request))
    #expect(text.contains("Content-Length: \(body.utf8.count)\r\n") == hasLength)
  }

  @Test(
    "What can't be represented is not written at all",
    arguments: [
      ("", "/", "h"), ("G T", "/", "h"), ("GET\r\n", "/", "h"), ("GET", "", "h"), ("GET", "a", "h"),
      ("GET", "/ b", "h"), ("GET", "/\r\n", "h"), ("GET", "/#f", "h"), ("GET", "/é", "h"),
      ("GET", "http://a/", "h"), ("GET", "/", ""), ("GET", "/", ":80"), ("GET", "/", "h\r\nX: y"),
      ("GET", "/", "u@h"), ("GET", "**", "h"),
    ])
  func refused(method: String, target: String, host: String) {
    #expect(Self.written(HTTPRequest(method: method, target: target, host: host)) == nil)
  }

  @Test("Fields of framing and Host can't be added a second time")
  func framing() {
    var request = HTTPRequest(target: "*", host: "h")
    for name in ["Host", "hOST", "Content-Length", "Transfer-Encoding", "Connection", "Date"] {
      let isAdded = request.addField(name, "x")
      #expect(!isAdded, "\(name)")
    }
    #expect(request.fields.isEmpty)
    #expect(Self.written(request) == "GET * HTTP/1.1\r\nHost: h\r\n\r\n")
  }
}
