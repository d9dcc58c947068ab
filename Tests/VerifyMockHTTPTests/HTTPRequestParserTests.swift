import Testing
import VerifyMockHTTP

@Suite("Request parser")
struct HTTPRequestParserTests {
  @Test("A request comes out in its parts")
  func parts() {
    var parser = HTTPRequestParser()
    parser.append(
      "POST /v1/Account/MA/Session/+1?x=1&y= HTTP/1.1\r\nHost: a:80\r\nX-Empty:\r\nA:  b \t\r\n"
        + "Content-Length: 5\r\na: c\r\n\r\nhello")
    #expect(parser.next() == .request)
    parser.withRequest { request in
      #expect(request.method.text == "POST")
      #expect(request.target.text == "/v1/Account/MA/Session/+1?x=1&y=")
      #expect(request.path.text == "/v1/Account/MA/Session/+1")
      #expect(request.query?.text == "x=1&y=")
      #expect(request.authority == nil)
      #expect(request.minorVersion == 1)
      #expect(request.body.text == "hello")
      #expect(request.fieldCount == 5)
      #expect(request.value(of: "x-empty")?.text == "")
      #expect(request.value(of: "absent") == nil)
      #expect(request.values(of: "a").map(\.text) == ["b", "c"])
      #expect(request.field(7).name.isEmpty)
    }
    #expect(parser.keepsAlive == true)
    #expect(parser.phase == .complete)
    #expect(parser.next() == .needMore)
    #expect(parser.phase == .idle)
  }

  @Test("Pipelined requests come out in order")
  func pipelining() {
    var parser = HTTPRequestParser()
    var text = ""
    for i in 0..<50 {
      text += "POST /\(i) HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
      text += "2\r\nab\r\n3;x=y\r\ncde\r\n0\r\nT: 1\r\n\r\n"
    }
    parser.append(text)
    for i in 0..<50 {
      #expect(parser.next() == .request)
      parser.withRequest { request in
        #expect(request.path.text == "/\(i)")
        #expect(request.body.text == "abcde")
      }
    }
    #expect(parser.next() == .needMore)
    #expect(parser.bufferedByteCount == 0)
  }

  @Test("100 Continue is asked for once, and only when the content waits for it")
  func expectation() {
    let head = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n"
    var waiting = HTTPRequestParser()
    waiting.append(head)
    #expect(waiting.next() == .continueExpected)
    #expect(waiting.next() == .needMore)
    waiting.append("ab")
    #expect(waiting.next() == .request)

    var sending = HTTPRequestParser()
    sending.append(head + "a")
    #expect(sending.next() == .needMore)

    var old = HTTPRequestParser()
    old.append(head.replacing("1.1", with: "1.0"))
    #expect(old.next() == .needMore)
  }
}
