import Testing

@testable import VerifyMockHTTP

@Suite("Content in pieces")
struct ContentPiecesTests {
  /// What comes out of a request whose bytes come in pieces of one size, and of the one behind it.
  private static func read(_ text: String, by size: Int) -> (body: String, next: String?) {
    var parser = HTTPRequestParser()
    parser.handsOutHeads = true
    var body: [UInt8] = []
    var isPassing = false
    var next: String?
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: size) {
      bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { parser.append($0) }
      if !isPassing, parser.next() == .head {
        isPassing = true
        parser.passContent()
      }
      guard isPassing, parser.takeContent({ body += $0 }) == .ended else { continue }
      if parser.next() == .request { next = String(decoding: parser.request.path, as: UTF8.self) }
    }
    return (String(decoding: body, as: UTF8.self), next)
  }

  @Test(
    "a request's content comes out as it comes in, whatever its framing",
    arguments: [
      "Content-Length: 11\r\n\r\nhello world",
      "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;a=b\r\n world\r\n0\r\nA: b\r\n\r\n",
    ])
  func requests(rest: String) {
    let text = "POST http://a/x HTTP/1.1\r\nHost: a\r\n\(rest)GET /y HTTP/1.1\r\nHost: a\r\n\r\n"
    for size in 1...text.utf8.count {
      let (body, next) = Self.read(text, by: size)
      #expect(body == "hello world")
      #expect(next == "/y")
    }
  }

  @Test("a head is handed out once, only for absolute targets, and its content may be waited for")
  func heads() {
    var parser = HTTPRequestParser()
    parser.handsOutHeads = true
    let text = "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok"
    for target in ["/x", "http://a/x"] {
      Array("POST \(target)\(text.dropFirst(7))".utf8).withUnsafeBytes { parser.append($0) }
      if target != "/x" {
        #expect(parser.next() == .head)
        #expect(parser.request.body.isEmpty)
        #expect(parser.contentLength == .fixed(2))
      }
      #expect(parser.next() == .request)
      #expect(parser.request.body.elementsEqual("ok".utf8))
    }
  }

  @Test("content beyond the limit is refused once it is waited for, and not before")
  func limits() {
    var parser = HTTPRequestParser()
    parser.handsOutHeads = true
    let text = "POST http://a/ HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n"
    Array(text.utf8).withUnsafeBytes { parser.append($0) }
    #expect(parser.next() == .head)
    #expect(parser.next() == .refused(.bodyTooLarge))
  }

  @Test("the memory of a parser does not grow with the content that it hands out")
  func memory() {
    var parser = HTTPRequestParser()
    parser.handsOutHeads = true
    let head = "POST http://a/ HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    Array(head.utf8).withUnsafeBytes { parser.append($0) }
    #expect(parser.next() == .head)
    parser.passContent()
    let chunk = Array("1000\r\n".utf8) + [UInt8](repeating: 0x61, count: 4096) + Array("\r\n".utf8)
    var count = 0
    for _ in 0..<1_000 {
      chunk.withUnsafeBytes { parser.append($0) }
      #expect(parser.takeContent { count += $0.count } == .needMore)
      #expect(parser.storageByteCount <= 16 * 1024)
    }
    #expect(count == 4_096_000)
  }

  @Test(
    "a response's content comes out as it comes in, up to its end or the connection's",
    arguments: [
      ("Content-Length: 5\r\n\r\nhello", HTTPMessageLength.fixed(5)),
      ("Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n", .chunked),
      ("\r\nhello", .unknown),
    ])
  func responses(rest: String, length: HTTPMessageLength) {
    let bytes = Array("HTTP/1.1 200 OK\r\n\(rest)".utf8)
    for size in 1...bytes.count {
      var parser = HTTPResponseParser()
      parser.handsOutHeads = true
      var body: [UInt8] = []
      var isPassing = false
      var end: HTTPContentEvent?
      for start in stride(from: 0, to: bytes.count, by: size) {
        let stop = min(start + size, bytes.count)
        bytes[start..<stop].withUnsafeBytes { parser.append($0) }
        if !isPassing, case .head(let head, let stated) = parser.next() {
          isPassing = true
          #expect(head.status == 200)
          #expect(stated == length)
        }
        if isPassing { end = parser.takeContent(isAtEnd: stop == bytes.count) { body += $0 } }
      }
      #expect(end == .ended)
      #expect(body.elementsEqual("hello".utf8))
    }
  }

  @Test("a response that ends too early is truncated; that to HEAD has no content")
  func ends() {
    for isHead in [false, true] {
      var parser = HTTPResponseParser(answersHead: isHead)
      parser.handsOutHeads = true
      Array("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n".utf8).withUnsafeBytes {
        parser.append($0)
      }
      guard case .head = parser.next() else {
        Issue.record("no head")
        return
      }
      let end = parser.takeContent(isAtEnd: true) { _ in }
      #expect(end == (isHead ? .ended : .refused(.truncated)))
    }
  }
}
