import Testing
import VerifyMockHTTP
import VerifyMockTestSupport

@testable import VerifyMockNetwork

extension EventLoopTests {
  @Test("the connection closes when either side says so, and by default in 1.0")
  func closes() async throws {
    try await Self.withLoop { loop in
      for request in [
        "GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /bye HTTP/1.1\r\nHost: x\r\n\r\n",
      ] {
        let client = try RawClient(port: loop.port)
        client.send(request)
        let response = try client.readResponse()
        #expect(response.status == 200)
        #expect(response.fields["connection"] == "close")
        #expect(try client.readToEnd() == "")
      }
    }
  }

  @Test("a 1.0 client that asks for it keeps the connection")
  func keepsOldClients() async throws {
    try await Self.withLoop { loop in
      let client = try RawClient(port: loop.port)
      for _ in 0..<2 {
        client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        #expect(try client.readResponse().fields["connection"] == "keep-alive")
      }
    }
  }

  @Test("HEAD and 204 have no content and keep the framing")
  func omitsContent() async throws {
    try await Self.withLoop { loop in
      let client = try RawClient(port: loop.port)
      client.send("HEAD /big/1000 HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(try client.readResponse(isHead: true).fields["content-length"] == "1000")
      client.send("GET /empty HTTP/1.1\r\nHost: x\r\n\r\n")
      let empty = try client.readResponse()
      #expect(empty.status == 204)
      #expect(empty.fields["content-length"] == nil)
      client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(try client.readResponse().body == "GET / ")
    }
  }

  @Test("100-continue is said before the content is sent")
  func saysContinue() async throws {
    try await Self.withLoop { loop in
      let client = try RawClient(port: loop.port)
      client.send(
        "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
      #expect(try client.readResponse().status == 100)
      client.send("ok")
      #expect(try client.readResponse().body == "POST / ok")
    }
  }

  @Test("a message that is no HTTP is refused, told to the application, and the connection closed")
  func refuses() async throws {
    try await Self.withLoop { loop in
      let client = try RawClient(port: loop.port)
      client.send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost : x\r\n\r\n")
      #expect(try client.readResponse().body == "GET /1 ")
      let response = try client.readResponse()
      #expect(response.status == 400)
      #expect(response.fields["connection"] == "close")
      #expect(try client.readToEnd() == "")
      let refusals = try await loop.run { app, _ in app.refusals }
      #expect(refusals == [.whitespaceBeforeColon])
    }
  }

  @Test("a client that goes on sending still reads why it was refused")
  func lingersAfterRefusal() async throws {
    try await Self.withLoop { loop in
      let client = try RawClient(port: loop.port)
      client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 8000000\r\n\r\n")
      // All of it is sent before anything is read, as simple clients do.
      let piece = [UInt8](repeating: 0x61, count: 1_000_000)
      for _ in 0..<8 { #expect(client.send(piece)) }
      #expect(try client.readResponse().status == 413)
      #expect(try client.readToEnd() == "")
    }
  }

  @Test("a client that has closed its side gets its answers", arguments: PollBackend.allCases)
  func answersHalfClosed(backend: PollBackend) async throws {
    try await Self.withLoop(backend: backend) { loop in
      for path in ["/x", "/delay/5", "/big/3000000"] {
        let client = try RawClient(port: loop.port)
        client.send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
        client.endOutput()
        #expect(try client.readResponse().body == "GET /1 ")
        #expect(try client.readResponse().status == 200)
        #expect(try client.readToEnd() == "")
      }
    }
  }

  @Test("a client that closes its side in the middle of a request is told so")
  func refusesTruncated() async throws {
    try await Self.withLoop { loop in
      for text in [
        "GET / HTTP/1.1\r\nHo", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nab",
      ] {
        let client = try RawClient(port: loop.port)
        client.send(text)
        client.endOutput()
        #expect(try client.readResponse().status == 400)
        #expect(try client.readToEnd() == "")
      }
    }
  }

  @Test(
    "a client that does not read is not answered beyond a bound", arguments: PollBackend.allCases)
  func holdsBack(backend: PollBackend) async throws {
    // Between its two halves the test may wait long for a thread, with nobody reading.
    let patient = { (configuration: inout LoopConfiguration) in
      configuration.deadlines.write = .seconds(3600)
    }
    try await Self.withLoop(backend: backend, patient) { loop in
      let client = try RawClient(port: loop.port, receiveBuffer: 65536)
      for _ in 0..<100 { client.send("GET /big/1000000 HTTP/1.1\r\nHost: x\r\n\r\n") }
      let other = try RawClient(port: loop.port)
      other.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(try other.readResponse().status == 200)
      let handled = try await loop.run { app, _ in app.handledCount }
      #expect(handled < 30)
      for _ in 0..<100 { #expect(try client.readResponse().body.utf8.count == 1_000_000) }
    }
  }
}
