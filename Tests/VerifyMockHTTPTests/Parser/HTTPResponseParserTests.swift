import Testing
import VerifyMockHTTP

@Suite("Response parser")
struct HTTPResponseParserTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    let text: String
    var answersHead = false
    /// The contents of the responses that come out, and the refusal that follows.
    var bodies: [String] = []
    var refusal: HTTPRefusal?
    var testDescription: String { text.debugDescription }
  }

  static let samples: [Sample] = [
    Sample(text: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab", bodies: ["ab"]),
    Sample(text: "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n", bodies: [""]),
    Sample(text: "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", bodies: [""]),
    Sample(text: "HTTP/1.0 200 OK\r\n\r\nuntil the end", bodies: ["until the end"]),
    Sample(text: "HTTP/1.1 200 OK\r\n\r\n", bodies: [""]),
    Sample(text: "HTTP/1.1 204 No Content\r\nContent-Length: 9\r\n\r\n", bodies: [""]),
    Sample(text: "HTTP/1.1 304 x\r\nContent-Length: 9\r\n\r\n", bodies: [""]),
    Sample(
      text: "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", answersHead: true, bodies: [""]),
    Sample(
      text: "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 x\r\nLink: y\r\n\r\n"
        + "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na", bodies: ["a"]),
    Sample(
      text: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1;x\r\nc\r\n0\r\n"
        + "T: 1\r\n\r\nHTTP/1.1 500 \r\nContent-Length: 1\r\n\r\nz", bodies: ["abc", "z"]),
    Sample(text: "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab", refusal: .truncated),
    Sample(text: "HTTP/1.1 200 OK\r\nContent-Le", refusal: .truncated),
    Sample(text: "HTTP/1.1 20", refusal: .truncated),
    Sample(
      text: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n", refusal: .truncated),
    Sample(text: "HTTP/2.0 200 OK\r\n\r\n", refusal: .malformedStatusLine),
    Sample(text: "HTTP/1.1 2x0 OK\r\n\r\n", refusal: .malformedStatusLine),
    Sample(text: "HTTP/1.1 099 OK\r\n\r\n", refusal: .malformedStatusLine),
    Sample(text: "HTTP/1.1 600 OK\r\n\r\n", refusal: .malformedStatusLine),
    Sample(text: "HTTP/1.1 2000 OK\r\n\r\n", refusal: .malformedStatusLine),
    Sample(text: "HTTP/1.1 101 x\r\n\r\n", refusal: .malformedStatusLine),
    Sample(text: "HTTP/1.1 200 O\u{1}K\r\n\r\n", refusal: .malformedStatusLine),
    Sample(text: "HTTP/1.1 200 OK\n\n", refusal: .malformedStatusLine),
    Sample(
      text: "HTTP/1.1 200 " + String(repeating: "x", count: 9000), refusal: .malformedStatusLine),
    Sample(text: "garbage\r\n\r\n", refusal: .malformedStatusLine),
    Sample(text: "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", refusal: .invalidContentLength),
    Sample(
      text: "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
      refusal: .lengthAndTransferEncoding),
    Sample(text: "HTTP/1.1 200 OK\r\nContent-Length: 1048577\r\n\r\n", refusal: .bodyTooLarge),
    Sample(text: "HTTP/1.1 200 OK\r\nX : 1\r\n\r\n", refusal: .whitespaceBeforeColon),
    Sample(text: "", bodies: []),
  ]

  @Test(
    "A response comes out the same whole, at every split point and byte by byte", arguments: samples
  )
  func splits(sample: Sample) {
    let bytes = Array(sample.text.utf8)
    var splits: [[Int]] = [[], Array(0...bytes.count)]
    if bytes.count < 1000 { splits += (0...bytes.count).map { [$0] } }
    for split in splits {
      let (responses, refusal) = read(bytes, answersHead: sample.answersHead, splits: split)
      #expect(responses.map { String(decoding: $0.body, as: UTF8.self) } == sample.bodies)
      #expect(refusal == sample.refusal)
    }
  }

  @Test("Status, reason and fields are kept, and whether the connection is")
  func parts() {
    var parser = HTTPResponseParser()
    feed(
      &parser,
      Array("HTTP/1.1 429 Too Many\r\nRetry-After:  7 \r\nX: a\r\nContent-Length: 0\r\n\r\n".utf8))
    guard case .response(let response) = parser.next() else {
      Issue.record("no response")
      return
    }
    #expect(response.status == 429)
    #expect(response.minorVersion == 1)
    #expect(response.reason == Array("Too Many".utf8))
    #expect(response.fields.count == 3)
    #expect(response.value(of: "retry-after") == Array("7".utf8))
    #expect(response.value(of: "absent") == nil)
    #expect(parser.keepsAlive == true)
    feed(
      &parser, Array("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".utf8))
    _ = parser.next()
    #expect(parser.keepsAlive == false)
    #expect(parser.next() == .needMore)
    #expect(parser.finish() == .needMore)
  }

  @Test("Content that only the end of the connection ends is bounded, and keeps nothing alive")
  func untilClosed() {
    var parser = HTTPResponseParser()
    feed(&parser, Array("HTTP/1.1 200 OK\r\n\r\nabc".utf8))
    #expect(parser.next() == .needMore)
    guard case .response(let response) = parser.finish() else {
      Issue.record("no response")
      return
    }
    #expect(response.body == Array("abc".utf8))
    #expect(parser.keepsAlive == false)

    var limits = HTTPLimits()
    limits.body = 3
    var bounded = HTTPResponseParser(limits: limits)
    feed(&bounded, Array("HTTP/1.1 200 OK\r\n\r\nabcd".utf8))
    #expect(bounded.next() == .refused(.bodyTooLarge))
    #expect(bounded.finish() == .refused(.bodyTooLarge))
  }

  @Test("What is written as a request is read as one")
  func roundTrip() {
    var request = HTTPRequest(method: "POST", target: "/cb?a=1", host: "127.0.0.1:80")
    #expect(request.addField("Content-Type", "application/json") == true)
    #expect(request.addField("host", "b") == false)
    #expect(request.addField("X", "a\r\nb") == false)
    request.body = Array("{}".utf8)
    request.closesConnection = true
    var output: [UInt8] = []
    #expect(HTTPRequestSerializer.append(request: request, to: &output))
    let reading = Reading(output, splits: [])
    #expect(reading.refusal == nil)
    #expect(reading.requests.map(\.body) == [request.body])
    #expect(reading.requests.first?.keepsAlive == false)
    #expect(
      String(decoding: output, as: UTF8.self)
        == "POST /cb?a=1 HTTP/1.1\r\nHost: 127.0.0.1:80\r\nContent-Type: application/json\r\n"
        + "Content-Length: 2\r\nConnection: close\r\n\r\n{}")
  }

  @Test("A request that can't be represented is not written")
  func invalidRequests() {
    var output: [UInt8] = []
    for (method, target, host) in [
      ("GE T", "/", "a"), ("", "/", "a"), ("GET", "", "a"), ("GET", "x", "a"),
      ("GET", "/a b", "a"), ("GET", "/\r\nX: 1", "a"), ("GET", "/#", "a"), ("GET", "/", ""),
      ("GET", "/", "a b"), ("GET", "/", "a\r\n"), ("GET", "/ü", "a"),
    ] {
      let request = HTTPRequest(method: method, target: target, host: host)
      #expect(!HTTPRequestSerializer.append(request: request, to: &output))
    }
    #expect(output == [])
  }

  private func read(
    _ bytes: [UInt8], answersHead: Bool, splits: [Int]
  ) -> ([HTTPReceivedResponse], HTTPRefusal?) {
    var parser = HTTPResponseParser(answersHead: answersHead)
    var responses: [HTTPReceivedResponse] = []
    var start = 0
    for end in splits + [bytes.count] {
      feed(&parser, Array(bytes[start..<end]))
      start = end
      while true {
        let event = parser.next()
        if case .response(let response) = event {
          responses.append(response)
          continue
        }
        if case .refused(let reason) = event { return (responses, reason) }
        break
      }
    }
    switch parser.finish() {
    case .needMore, .head: return (responses, nil)
    case .refused(let reason): return (responses, reason)
    case .response(let response): return (responses + [response], nil)
    }
  }

  private func feed(_ parser: inout HTTPResponseParser, _ bytes: [UInt8]) {
    bytes.withUnsafeBytes { parser.append($0) }
  }
}
