import Testing
import VerifyMockCore
import VerifyMockJSON

@Suite("Answers to what the documents do not allow")
struct RefusalAnswerTests {
  private static let callers = "/v1/Account/MAXXXXXXXXXXXXXXXXXX/VerifiedCallerId/"
  private static let body = #"{"recipient":"+14155550100"}"#

  @Test(
    "A body in another media type, or without one, is refused with the reason",
    arguments: [nil, "text/plain", "application/x-www-form-urlencoded", "application/xml"])
  func mediaType(_ type: String?) throws {
    var lab = try Laboratory()
    let answer = try lab.send("POST", Laboratory.sessions, Self.body, contentType: type)
    #expect(answer.status == 400)
    #expect(
      answer.body?["error"]?.string == "Content-Type is invalid: must be application/json")
    #expect(answer.body?["api_id"]?.string?.count == 36)
    // It is the first thing to say, whatever else is wrong with the body.
    let broken = try lab.send("POST", Laboratory.sessions, "{", contentType: type)
    #expect(broken.body?["error"]?.string == answer.body?["error"]?.string)
    try lab.use(nil, quirks: ["any-media-type"])
    let read = try lab.send("POST", Laboratory.sessions, Self.body, contentType: type)
    #expect(read.status == (type == "application/xml" ? 400 : 202))
  }

  @Test(
    "A media type is compared without parameters and letter case",
    arguments: ["application/json; charset=utf-8", "Application/JSON", "application/json;"])
  func mediaTypeSpelling(_ type: String) throws {
    var lab = try Laboratory()
    #expect(
      try lab.send("POST", Laboratory.sessions, Self.body, contentType: type).status == 202)
  }

  @Test("A request that takes no body has no media type to be refused for")
  func noBody() throws {
    var lab = try Laboratory()
    let list = try lab.send("GET", Laboratory.sessions, "\"\"", contentType: "text/plain")
    #expect(list.status == 200)
    let delete = try lab.send("DELETE", Self.callers + "14155550100/", "{}", contentType: nil)
    #expect(delete.status == 404)
  }

  @Test("An answer without credentials has an id, and none by the quirk")
  func unauthorized() throws {
    var lab = try Laboratory()
    let answer = try lab.send("GET", Laboratory.sessions, headers: ["Authorization:"])
    #expect(answer.status == 401)
    #expect(answer.body?["api_id"]?.string?.count == 36)
    try lab.use(nil, quirks: ["error-without-api-id"])
    let bare = try lab.send("GET", Laboratory.sessions, headers: ["Authorization:"])
    #expect(bare.status == 401)
    #expect(bare.body?["api_id"] == nil)
  }

  @Test(
    "Values that the documents do not allow are refused by name",
    arguments: [
      ("url", "http://"), ("url", "http:///path"), ("url", "https://:80/"), ("url", "example.com"),
      ("locale", "english"), ("locale", "EN"), ("locale", "en_gb"), ("locale", "en_"),
    ])
  func values(_ name: String, _ value: String) throws {
    var lab = try Laboratory()
    let answer = try lab.send(
      "POST", Laboratory.sessions, #"{"recipient":"+14155550100","\#(name)":"\#(value)"}"#)
    #expect(answer.status == 400)
    #expect(answer.body?["error"]?.string?.hasPrefix("\(name) is invalid") == true)
  }

  @Test(
    "Values that the documents allow are taken",
    arguments: [
      ("url", "http://127.0.0.1:9000/cb?x=1"), ("url", "HTTPS://user:pw@example.com"),
      ("url", "http://[::1]:80/"), ("locale", "en"), ("locale", "en_GB"), ("locale", "fr-FR"),
      ("locale", ""),
    ])
  func goodValues(_ name: String, _ value: String) throws {
    var lab = try Laboratory()
    let answer = try lab.send(
      "POST", Laboratory.sessions, #"{"recipient":"+14155550100","\#(name)":"\#(value)"}"#)
    #expect(answer.status == 202, "\(answer.exchange.reason ?? "")")
  }

  @Test("A subaccount is named by an id of its form")
  func subaccount() throws {
    var lab = try Laboratory()
    for (value, status) in [("garbage", 400), ("SAXXXXXXXXXXXXXXXXXX", 200), ("", 200)] {
      let answer = try lab.send(
        "POST", Self.callers, #"{"phone_number":"+14155550100","subaccount":"\#(value)"}"#)
      #expect(answer.status == status, "\(value)")
    }
  }

  @Test("A session has the address that asked for it, and none where none is known")
  func address() throws {
    var lab = try Laboratory()
    try lab.use("history")
    _ = try lab.create(to: "+14155551000")
    let sessions = try lab.send("GET", Laboratory.sessions).body?["sessions"]?.elements ?? []
    #expect(
      sessions.map { $0["requestor_ip"]?.string } == ["127.0.0.1", "", "", ""])
  }

  @Test("A deletion without a body has a media type, and none by the quirk")
  func deletion() throws {
    for quirks in [[], ["delete-without-content-type"]] {
      var lab = try Laboratory()
      try lab.use("known-numbers", quirks: quirks, of: "plivo-caller-id")
      let answer = try lab.send("DELETE", Self.callers + "14155550101/")
      #expect(answer.status == 204)
      #expect(answer.fields.contains("Content-Type: application/json") == quirks.isEmpty)
    }
  }

  @Test("By the quirk no two verified numbers have the same alias")
  func uniqueAlias() throws {
    var lab = try Laboratory()
    func initiate(_ phone: String, _ alias: String) throws -> Laboratory.Answer {
      try lab.send(
        "POST", Self.callers, #"{"phone_number":"\#(phone)","alias":"\#(alias)"}"#)
    }
    func verify(_ phone: String, _ alias: String) throws {
      let id = try #require(try initiate(phone, alias).body?["verification_uuid"]?.string)
      let body = #"{"otp":"\#(lab.code)"}"#
      let answer = try lab.send("POST", Self.callers + "Verification/\(id)/", body)
      #expect(answer.status == 200)
    }
    try verify("+14155550100", "Desk")
    #expect(try initiate("+14155550101", "Desk").status == 200)
    try lab.use(nil, quirks: ["alias-unique"], of: "plivo-caller-id")
    let refused = try initiate("+14155550101", "Desk")
    #expect(refused.status == 400)
    #expect(refused.body?["error"]?.string == "alias is invalid: is already used")
    // The number itself may be verified again, and names that are not given are none.
    try verify("+14155550100", "Desk")
    try verify("+14155550101", "")
    try verify("+14155550102", "")
    let update = try lab.send("POST", Self.callers + "14155550101/", #"{"alias":"Desk"}"#)
    #expect(update.status == 400)
    #expect(
      try lab.send("POST", Self.callers + "14155550101/", #"{"alias":"Hall"}"#).status == 200)
  }

  @Test("What is wrong with JSON is said in words")
  func malformed() throws {
    var lab = try Laboratory()
    for (text, words) in [("{", "the text ends too early"), ("{r}", "unexpected 'r'")] {
      let answer = try lab.send("POST", "/verify/v1/otp/send-otp", text, headers: Self.bearer)
      #expect(answer.status == 422)
      let violation = answer.body?["detail"]?.elements.first
      #expect(violation?["msg"]?.string?.hasSuffix(words) == true)
      #expect(violation?["type"]?.string == "value_error.jsondecode")
    }
  }

  @Test("A kind of violation can have one text of the provider's")
  func violationText() throws {
    var lab = try Laboratory()
    let answer = try lab.send("POST", "/verify/v1/otp/send-otp", "{}", headers: Self.bearer)
    let violation = answer.body?["detail"]?.elements.first
    #expect(violation?["msg"]?.string == "field required")
    #expect(violation?["type"]?.string == "value_error.missing")
  }

  private static let bearer = ["Authorization: Bearer token"]
}
