import Testing
import VerifyMockCore
import VerifyMockJSON

@Suite("Lists")
struct ListTests {
  /// The recipients that a list has, or nil when it is refused.
  private func recipients(_ lab: inout Laboratory, _ query: String) throws -> [String]? {
    let answer = try lab.send("GET", Laboratory.sessions + query)
    return answer.body?["sessions"]?.elements.compactMap { $0["recipient"]?.string }
  }

  @Test("Without a filter by time the last 24 hours are listed, with one the last 90 days")
  func window() throws {
    var lab = try Laboratory()
    _ = try lab.create(to: "+14155551000")
    lab.advance(86_400)
    _ = try lab.create(to: "+14155551001")
    #expect(try recipients(&lab, "?limit=20") == ["14155551001", "14155551000"])
    lab.advance(1)
    #expect(try recipients(&lab, "") == ["14155551001"])
    let all = "?session_time__gte=2026-01-01+00:00"
    #expect(try recipients(&lab, all)?.count == 2)
    lab.advance(89 * 86_400)
    #expect(try recipients(&lab, all) == ["14155551001"])
    try lab.use(nil, quirks: ["list-without-window"])
    #expect(try recipients(&lab, "") == ["14155551001"])
  }

  @Test("The filter by account takes its id or its secret, and nothing has another one")
  func account() throws {
    var lab = try Laboratory()
    _ = try lab.create()
    #expect(try recipients(&lab, "?subaccount=MAXXXXXXXXXXXXXXXXXX")?.count == 1)
    #expect(try recipients(&lab, "?subaccount=secret")?.count == 1)
    #expect(try recipients(&lab, "?sub_account=SAXXXXXXXXXXXXXXXXXX") == [])
    #expect(try recipients(&lab, "?subaccount=garbage") == [])
    #expect(try recipients(&lab, "?subaccount=")?.count == 1)
  }

  @Test("A kept value that no input gives can be filtered by, and a quirk changes it")
  func constant() throws {
    var lab = try Laboratory()
    _ = try lab.create()
    #expect(try recipients(&lab, "?alias=default_app") == [])
    try lab.use(nil, quirks: ["session-more-fields"])
    _ = try lab.create(to: "+14155551000")
    #expect(try recipients(&lab, "?alias=default_app") == ["14155551000"])
  }

  @Test("What an attempt was asked with is found, also after another attempt with other values")
  func anyAttempt() throws {
    var lab = try Laboratory()
    for brand in ["One", "Two"] {
      let body = #"{"recipient":"+14155551000","brand_name":"\#(brand)","app_hash":"\#(brand)#"}"#
      #expect(try lab.send("POST", Laboratory.sessions, body).status == 202)
    }
    for filter in ["brand_name=One", "brand_name=Two", "app_hash=One%23", "app_hash=Two%23"] {
      #expect(try recipients(&lab, "?" + filter)?.count == 1, "\(filter)")
    }
    #expect(try recipients(&lab, "?brand_name=Three") == [])
  }

  @Test("An offset counts items; by the quirk it counts pages, and the links do too")
  func offsets() throws {
    var lab = try Laboratory()
    for number in 0..<6 {
      lab.advance(1)
      _ = try lab.create(to: "+1415555100\(number)")
    }
    func page() throws -> (recipients: [String], next: String?, previous: String?) {
      let body = try lab.send("GET", Laboratory.sessions + "?limit=2&offset=1").body
      let items = body?["sessions"]?.elements ?? []
      return (
        items.compactMap { $0["recipient"]?.string }, body?["meta"]?["next"]?.string,
        body?["meta"]?["previous"]?.string
      )
    }
    var found = try page()
    #expect(found.recipients == ["14155551004", "14155551003"])
    #expect(found.next?.hasSuffix("offset=3") == true)
    try lab.use(nil, quirks: ["list-offset-pages"])
    found = try page()
    #expect(found.recipients == ["14155551003", "14155551002"])
    #expect(found.next?.hasSuffix("offset=2") == true)
    #expect(found.previous?.hasSuffix("offset=0") == true)
  }

  @Test("A limit outside its range is refused", arguments: ["0", "-1", "21", "0.5"])
  func limits(_ limit: String) throws {
    var lab = try Laboratory()
    let answer = try lab.send("GET", Laboratory.sessions + "?limit=\(limit)")
    #expect(answer.status == 400)
    #expect(answer.body?["error"]?.string?.hasPrefix("limit is invalid") == true)
  }
}
