import Foundation
import Testing
import VerifyMockHTTP

@Suite("Response serializer")
struct HTTPSerializerTests {
  private let date = HTTPDate(seconds: 784_111_777)

  @Test("A response has status line, Date, Content-Length, its fields and its content")
  func whole() {
    var response = HTTPResponse(status: 201)
    #expect(response.addField("Content-Type", "application/json") == true)
    response.body = Array("{}".utf8)
    #expect(
      write(response)
        == "HTTP/1.1 201 Created\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Length: 2\r\n"
        + "Content-Type: application/json\r\n\r\n{}")
  }

  @Test("HEAD gets the same fields and no content")
  func head() {
    var response = HTTPResponse()
    response.body = Array("hello".utf8)
    let full = write(response)
    #expect(write(response, isHead: true) == full.dropLast(5))
    #expect(full.hasSuffix("Content-Length: 5\r\n\r\nhello"))
  }

  @Test(
    "204 and 304 have neither length nor content, 205 a length of zero", arguments: [204, 304, 205])
  func noContent(status: Int) {
    var response = HTTPResponse(status: status)
    response.body = Array("hello".utf8)
    let text = write(response)
    #expect(text.hasSuffix("\r\n\r\n"))
    #expect(text.contains("Content-Length: 0") == (status == 205))
    #expect(text.contains("Content-Length") == (status == 205))
  }

  @Test("The connection's end is announced, and to 1.0 also that it stays")
  func connection() {
    var response = HTTPResponse()
    #expect(!write(response).contains("Connection"))
    #expect(write(response, minorVersion: 0).contains("\r\nConnection: keep-alive\r\n"))
    #expect(write(response, keepAlive: false).contains("\r\nConnection: close\r\n"))
    response.closesConnection = true
    let text = write(response, minorVersion: 0)
    #expect(text.contains("\r\nConnection: close\r\n"))
    #expect(!text.contains("keep-alive"))
  }

  @Test("Bytes that would inject are not represented")
  func injection() {
    var response = HTTPResponse()
    for value in [
      "a long value with a line\r\nend", "sixteen bytes ok\u{7F}and more", "a\r\nb", "a\nb", "a\rb",
      "\0", "a\u{1B}", "\u{7F}",
    ] {
      #expect(response.addField("X", value) == false)
    }
    for name in ["", "a b", "a:", "a\r", "ä", "(x)"] {
      #expect(response.addField(name, "1") == false)
    }
    for name in ["content-length", "Date", "CONNECTION", "Transfer-Encoding"] {
      #expect(response.addField(name, "1") == false)
    }
    #expect(response.fields == [])
    #expect(response.addField("X", "ü\t1") == true)
    #expect(response.addField("Y", "") == true)
    #expect(String(decoding: response.fields, as: UTF8.self) == "X: ü\t1\r\nY: \r\n")
    response.reset()
    #expect(response == HTTPResponse())
  }

  @Test("A refusal is answered with its status in JSON and closes", arguments: HTTPRefusal.allCases)
  func refusal(refusal: HTTPRefusal) throws {
    var response = HTTPResponse()
    response.refuse(refusal)
    #expect(response.status == refusal.status)
    #expect(response.closesConnection)
    let body = try JSONDecoder().decode(
      [String: [String: String]].self, from: Data(response.body))
    #expect(body["error"]?["what"] == "\(refusal.text)")
    #expect(body["error"]?["hint"] == "\(refusal.rule)")
    #expect("\(refusal.rule)".hasPrefix("RFC "))
  }

  @Test(
    "A date is written as IMF-fixdate",
    arguments: [
      (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
      (1_767_225_599, "Wed, 31 Dec 2025 23:59:59 GMT"),
      (1_740_787_200, "Sat, 01 Mar 2025 00:00:00 GMT"),
      (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
      (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"),
      (Int64.max, "Fri, 31 Dec 9999 23:59:59 GMT"), (-1, "Thu, 01 Jan 1970 00:00:00 GMT"),
    ])
  func date(seconds: Int64, text: String) {
    var date = HTTPDate(seconds: 1)
    date.update(to: seconds)
    #expect(String(decoding: date.line, as: UTF8.self) == "Date: \(text)\r\n")
    #expect(date.seconds == seconds)
  }

  @Test("Every registered status has a phrase of its own")
  func phrases() {
    #expect("\(HTTPReasonPhrase.of(200))" == "OK")
    #expect("\(HTTPReasonPhrase.of(429))" == "Too Many Requests")
    #expect("\(HTTPReasonPhrase.of(499))" == "Client Error")
    #expect("\(HTTPReasonPhrase.of(599))" == "Server Error")
  }

  private func write(
    _ response: HTTPResponse, isHead: Bool = false, keepAlive: Bool = true, minorVersion: Int = 1
  ) -> String {
    var output: [UInt8] = []
    HTTPSerializer.append(
      response: response, to: &output, isHead: isHead, keepAlive: keepAlive,
      minorVersion: minorVersion, date: date)
    return String(decoding: output, as: UTF8.self)
  }
}
