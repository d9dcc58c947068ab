import VerifyMockCore
import VerifyMockHTTP
import VerifyMockJSON

/// A call of the control API, taken apart.
struct ControlRequest {
  let method: String
  /// The segments behind `/_mock`.
  let path: [String]
  let query: [String: String]
  /// A query name that is there more than once.
  private let repeatedName: String?
  let accountHeader: String?
  let body: [UInt8]
  /// Whether it came with the control token.
  let hasToken: Bool

  init(_ request: HTTPRequestView, hasToken: Bool) {
    self.hasToken = hasToken
    // The content of an answer to HEAD is left out below.
    method = request.method.equals("HEAD") ? "GET" : String(decoding: request.method, as: UTF8.self)
    path = String(decoding: request.path, as: UTF8.self).split(separator: "/").dropFirst().map {
      PercentCoding.decode(Array($0.utf8)).map { String(decoding: $0, as: UTF8.self) } ?? String($0)
    }
    var query: [String: String] = [:]
    var repeatedName: String?
    for pair in request.query.flatMap({ FormCoding.pairs($0) }) ?? [] {
      let name = String(decoding: pair.name, as: UTF8.self)
      if query[name] != nil { repeatedName = name }
      query[name] = String(decoding: pair.value, as: UTF8.self)
    }
    self.query = query
    self.repeatedName = repeatedName
    accountHeader = request.value(of: "x-verify-mock-account").map {
      String(decoding: $0, as: UTF8.self)
    }
    body = Array(request.body)
  }

  /// The body as a JSON object whose keys are known.
  func object(keys: [String]) throws(ControlError) -> JSONElement {
    let document: JSONDocument
    do throws(JSONSyntaxError) {
      document = try JSONDocument(body)
    } catch {
      throw ControlError(
        400, error.what, at: "body \(error.position)",
        hint: "send a JSON object with some of: " + keys.joined(separator: ", "))
    }
    let root = document.root
    guard root.kind == .object else {
      throw ControlError(
        400, "the body must be an object, not \(root.kind.name)", at: "body \(root.position)")
    }
    for (key, _) in root.members where !keys.contains(key.string ?? "") {
      throw ControlError(
        400, "there is no key '\(key.string ?? "")'", at: "body \(key.position)",
        hint: NearestName.of(key.string ?? "", in: keys).map { "did you mean '\($0)'?" }
          ?? "there are: " + keys.joined(separator: ", "))
    }
    return root
  }

  /// Refuses query names that the call does not know, and those that come twice.
  func checkQuery(_ names: [String]) throws(ControlError) {
    let known = names + ["account"]
    for name in query.keys.sorted() where !known.contains(name) {
      throw ControlError(
        400, "there is no parameter '\(name.prefix(40))'", at: "query",
        hint: NearestName.of(name, in: known).map { "did you mean '\($0)'?" }
          ?? (names.isEmpty
            ? "there is only: account" : "there are: " + known.joined(separator: ", ")))
    }
    if let repeatedName {
      throw ControlError(
        400, "'\(repeatedName)' is there more than once", at: "query \(repeatedName)",
        hint: "give it once")
    }
  }

  /// A whole number in the query, in digits alone.
  ///
  /// - Parameter meaning: what it is, for the message.
  func number(
    _ name: String, in range: ClosedRange<Int>, _ meaning: String
  ) throws(ControlError) -> Int? {
    guard let text = query[name] else { return nil }
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int(text), range.contains(number)
    else {
      let bound = range.upperBound == Int.max ? "" : " to \(range.upperBound)"
      throw ControlError(
        400, "'\(name)' is \(meaning), not '\(text.prefix(40))'", at: "query \(name)",
        hint: "a whole number from \(range.lowerBound)\(bound)")
    }
    return number
  }

  /// How many items a list may have.
  func limit() throws(ControlError) -> Int {
    try number("limit", in: 1...ControlAPI.mostItems, "the largest number of items")
      ?? ControlAPI.usualItems
  }

  /// How long the request may be held; nil when it does not wait.
  func wait() throws(ControlError) -> Interval? {
    guard let text = query["wait"] else { return nil }
    let wait = try ControlAPI.interval(text, at: "query wait")
    guard wait <= ControlAPI.longestWait else {
      throw ControlError(
        400, "'wait' is longer than \(ControlAPI.longestWait.text)", at: "query wait",
        hint: "ask again when the wait is over")
    }
    return wait > .zero ? wait : nil
  }
}

/// Why a call of the control API was refused: `{"error":{"what","where","hint"}}`.
struct ControlError: Error {
  let status: Int
  let what: String
  let place: String?
  let hint: String?
  /// The methods that a 405 has to name (RFC 9110 section 15.5.6).
  let allowed: String?

  init(
    _ status: Int, _ what: String, at place: String? = nil, hint: String? = nil,
    allowed: String? = nil
  ) {
    self.status = status
    self.what = what
    self.place = place
    self.hint = hint
    self.allowed = allowed
  }

  init(_ status: Int, _ unknown: UnknownName, at place: String) {
    self.init(status, unknown.what, at: place, hint: unknown.remedy)
  }
}
