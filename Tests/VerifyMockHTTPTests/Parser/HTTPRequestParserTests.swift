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
    let request = parser.request
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
    #expect(request.keepsAlive == true)
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
      let request = parser.request
      #expect(request.path.text == "/\(i)")
      #expect(request.body.text == "abcde")
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

  @Test("The phase tells deadlines what is awaited")
  func phases() {
    var parser = HTTPRequestParser()
    #expect(parser.phase == .idle)
    for (text, phase) in [
      ("\r", HTTPRequestParser.Phase.head), ("\nPOST / HT", .head),
      ("TP/1.1\r\nHost: a\r\n", .head),
      ("Content-Length: 2\r\n\r\n", .body), ("a", .body), ("b", .complete),
    ] {
      parser.append(text)
      _ = parser.next()
      #expect(parser.phase == phase, "after \(text)")
    }
    _ = parser.next()
    #expect(parser.phase == .idle)
    parser.append("\0")
    #expect(parser.next() == .refused(.malformedMethod))
    #expect(parser.phase == .refused)
    parser.append("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(parser.next() == .refused(.malformedMethod))
    #expect(parser.request.fieldCount == 0)
  }

  @Test("HEAD is known also while its fields are refused, and not from the request before")
  func head() {
    var parser = HTTPRequestParser()
    parser.append("HEAD / HTTP/1.1\r\nHost: a\r\n\r\nHEAD / HTTP/1.1\r\n\r\n")
    #expect(parser.next() == .request)
    #expect(parser.isHead == true)
    #expect(parser.next() == .refused(.missingHost))
    #expect(parser.isHead == true)
    var other = HTTPRequestParser()
    other.append("HEAD / HTTP/1.1\r\nHost: a\r\n\r\nHEAD\0")
    #expect(other.next() == .request)
    #expect(other.next() == .refused(.malformedMethod))
    #expect(other.isHead == false)
  }

  @Test("Tiny chunks fill no memory, and an idle connection can give its memory back")
  func memory() {
    var parser = HTTPRequestParser()
    parser.append("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
    for _ in 0..<20_000 {
      parser.append("1;a\r\nx\r\n")
      if parser.next() != .needMore { break }
      // A limit on extensions ends it; until then the framing must not pile up.
      #expect(parser.storageByteCount <= 32 * 1024)
    }
    #expect(parser.next() == .refused(.chunkExtensionsTooLarge))

    var plain = HTTPRequestParser()
    plain.append("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
    for _ in 0..<10_000 {
      plain.append("1\r\nx\r\n")
      #expect(plain.next() == .needMore)
    }
    #expect(plain.storageByteCount <= 16 * 1024)
    plain.releaseStorage()
    #expect(plain.storageByteCount > 0)
    plain.append("0\r\n\r\n")
    #expect(plain.next() == .request)
    #expect(plain.request.body.count == 10_000)
    #expect(plain.next() == .needMore)
    plain.releaseStorage()
    #expect(plain.storageByteCount == 0)
    plain.append("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(plain.next() == .request)
  }

  @Test("Many requests in small pieces use the same memory")
  func steady() {
    var parser = HTTPRequestParser()
    let bytes = Array("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc".utf8)
    var pending: [UInt8] = []
    var requests = 0
    for _ in 0..<2000 {
      pending += bytes
      // Pieces of 37 bytes never end where a request does, so something always stays.
      while pending.count >= 37 {
        parser.append(bytes: pending[..<37])
        pending.removeFirst(37)
        while parser.next() == .request { requests += 1 }
      }
    }
    #expect(requests >= 1998)
    #expect(parser.storageByteCount == 4096)
  }

  @Test("Bytes can be received into the buffer itself")
  func receiving() {
    var parser = HTTPRequestParser()
    let text = Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
    let result = parser.receive(atLeast: 100) { room in
      #expect(room.count >= 100)
      room.copyBytes(from: text)
      return text.count
    }
    #expect(result == text.count)
    #expect(parser.next() == .request)
    #expect(parser.next() == .needMore)
    #expect(parser.receive { _ in -1 } == -1)
    #expect(parser.receive { _ in 0 } == 0)
    #expect(parser.bufferedByteCount == 0)
  }
}
