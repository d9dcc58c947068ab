import Foundation
import Testing
import VerifyMockHTTP
import VerifyMockJSON

@testable import VerifyMockCore

/// Every statement of five documents of the providers, tried against the engine as
/// `Fixtures/statements.json` says.
@Suite("The statements of the documents")
struct StatementTests {
  static let documents = Result {
    let path = Repository.root.appendingPathComponent("Fixtures/statements.json")
    return try JSONDocument([UInt8](try Data(contentsOf: path))).root["documents"]?.elements ?? []
  }

  static let statements: [Statement] = ((try? documents.get()) ?? []).flatMap { document in
    (document["statements"]?.elements ?? []).map { Statement(document: document, row: $0) }
  }

  @Test("A statement holds", arguments: statements.filter { !$0.steps.isEmpty })
  func holds(_ statement: Statement) throws {
    var trial = try StatementTrial(statement)
    for (index, step) in statement.steps.enumerated() {
      let differences = try trial.play(step)
      #expect(differences.isEmpty, "\(statement), step \(index + 1): \(differences)")
      // What comes next rests on this step.
      if !differences.isEmpty { return }
    }
  }

  @Test("Every statement has a place, words, and steps or the reason why it can't be tried")
  func complete() throws {
    #expect(try Self.documents.get().count == 5)
    for statement in Self.statements {
      let reason = statement.row["untried"]?.string ?? ""
      #expect(!statement.place.isEmpty && !statement.says.isEmpty, "\(statement)")
      #expect(statement.steps.isEmpty == !reason.isEmpty, "\(statement)")
    }
  }

  @Test("The README says how many statements are tried")
  func counted() throws {
    let tried = Self.statements.count { !$0.steps.isEmpty }
    let readme = try String(
      contentsOf: Repository.root.appendingPathComponent("README.md"), encoding: .utf8)
    #expect(
      readme.contains("\(tried) of the \(Self.statements.count) statements"),
      "write: \(tried) of the \(Self.statements.count) statements")
  }
}

/// One row of the fixture.
struct Statement: Sendable, CustomTestStringConvertible, CustomStringConvertible {
  let document: JSONElement
  let row: JSONElement

  var place: String { row["place"]?.string ?? "" }
  var says: String { row["says"]?.string ?? "" }
  var steps: [JSONElement] { row["steps"]?.elements ?? [] }
  var description: String { "\(document["title"]?.string ?? ""), \(place): \(says)" }
  var testDescription: String { description }
}

/// An engine on which the steps of one statement are played.
struct StatementTrial {
  private var engine: Engine
  private var now = Instant(nanoseconds: 1_767_225_600_000_000_000)
  private let provider: Int
  private let base: String
  private let isBearer: Bool
  /// What earlier answers and callbacks gave, by the names that later steps use.
  private var names: [String: String] = [:]
  private var callbacks: [CallbackRequest] = []

  init(_ statement: Statement) throws {
    engine = Engine(catalogue: try Repository.catalogue.get(), options: EngineOptions(seed: 7))
    let id = try #require(statement.document["provider"]?.string)
    provider = try #require(engine.catalogue.index(of: id))
    base = try #require(statement.document["base"]?.string)
    isBearer = statement.document["credentials"]?.string == "bearer"
  }

  /// Plays a step.
  ///
  /// - Returns: in what the outcome differs from what the step expects.
  mutating func play(_ step: JSONElement) throws -> [String] {
    if let use = step["use"] {
      let name = use["scenario"]?.string
      try engine.use(
        scenario: name, quirks: use["quirks"]?.elements.compactMap(\.string) ?? [],
        provider: provider, account: nil, server: now)
      return []
    }
    if let text = step["advance"]?.string {
      now = now + (try #require(Interval(text)))
      receive()
      return []
    }
    if let wanted = step["callbacks"] { return compareCallbacks(wanted.elements, step) }
    if let message = step["message"] { return differences(ofMessage: message) }
    var differences: [String] = []
    for number in 0..<(step["times"]?.int ?? 1) where differences.isEmpty {
      names["n"] = "\(1_000 + number)"
      differences = try send(step)
    }
    return differences
  }

  // MARK: Requests

  private mutating func send(_ step: JSONElement) throws -> [String] {
    let words = try #require(step["send"]?.string).split(separator: " ").map(String.init)
    var target = filled(words[1])
    if !target.hasPrefix("/") { target = base + target }
    let id = step["account"]?.string ?? "MAXXXXXXXXXXXXXXXXXX"
    target = target.split(separator: "/", omittingEmptySubsequences: false)
      .map { $0 == "MAXXXXXXXXXXXXXXXXXX" ? id : String($0) }.joined(separator: "/")
    let body = Array(filled(step["text"]?.string ?? step["body"]?.rawText ?? "").utf8)
    var head = "\(words[0]) \(target) HTTP/1.1\r\nHost: localhost\r\n"
    if let field = credentials(step, id) { head += "Authorization: \(field)\r\n" }
    let type = step["type"].map { $0.string } ?? (body.isEmpty ? nil : "application/json")
    if let type { head += "Content-Type: \(type)\r\n" }
    if !body.isEmpty { head += "Content-Length: \(body.count)\r\n" }
    var parser = HTTPRequestParser()
    (Array((head + "\r\n").utf8) + body).withUnsafeBytes { parser.append($0) }
    try #require(parser.next() == .request)
    var response = HTTPResponse()
    _ = engine.handle(
      parser.request, server: now, client: Array("127.0.0.1".utf8), into: &response)
    receive()
    rememberCodes()
    return differences(of: response, step)
  }

  private func credentials(_ step: JSONElement, _ id: String) -> String? {
    if let own = step["credentials"] { return own.string }
    let secret = step["secret"]?.string ?? "verify-mock-fake-token"
    return isBearer ? "Bearer " + secret : HTTPBasicCredentials.field(id: id, secret: secret)
  }

  private mutating func rememberCodes() {
    let codes = engine.inbox.messages.suffix(2).map { String(decoding: $0.code, as: UTF8.self) }
    guard let last = codes.last else { return }
    names["code"] = last
    names["previous"] = codes.first
    names["wrong"] = WalkthroughPlayer.wrong(last)
  }

  private mutating func differences(of response: HTTPResponse, _ step: JSONElement) -> [String] {
    var found: [String] = []
    let text = String(decoding: response.body, as: UTF8.self)
    if let wanted = step["status"]?.int, wanted != response.status {
      found.append("status \(response.status), wanted \(wanted): \(text)")
    }
    for (name, value) in step["headers"]?.members ?? [] {
      let key = (name.string ?? "").lowercased()
      let got = FieldLines.value(of: key, in: response.fields) ?? []
      if got != value.stringBytes {
        found.append("\(key) is \(String(decoding: got, as: UTF8.self)), wanted \(value.rawText)")
      }
    }
    let root = (try? JSONDocument(response.body))?.root
    if let wanted = step["answer"], let difference = difference(root, wanted, "") {
      found.append("\(difference): \(text)")
    }
    if let wanted = step["only"] {
      let names = Set(wanted.elements.compactMap(\.string))
      let members = Set(root?.members.compactMap { $0.key.string } ?? [])
      if names != members { found.append("the members are \(members.sorted())") }
    }
    for pointer in step["lacks"]?.elements ?? [] where value(root, pointer.string) != nil {
      found.append("\(pointer.rawText) is there")
    }
    for (pointer, other) in step["unlike"]?.members ?? []
    where value(root, pointer.string)?.string == filled(other.string ?? "") {
      found.append("\(pointer.rawText) is the same")
    }
    for (name, pointer) in step["take"]?.members ?? [] {
      guard let key = name.string, let got = value(root, pointer.string)?.string else {
        found.append("\(pointer.rawText) is missing")
        continue
      }
      names[key] = got
    }
    return found
  }

  private func value(_ root: JSONElement?, _ pointer: String?) -> JSONElement? {
    JSONPointer(parsing: pointer ?? "")?.tokens.reduce(root) { $0?[$1] }
  }

  // MARK: Messages and callbacks

  private func differences(ofMessage wanted: JSONElement) -> [String] {
    guard let message = engine.inbox.messages.last else { return ["there is no message"] }
    let text = String(decoding: message.text, as: UTF8.self)
    var found: [String] = []
    func expect(_ isMet: Bool, _ what: String) { if !isMet { found.append("\(what): \(text)") } }
    if let channel = wanted["channel"]?.string { expect(message.channel == channel, "channel") }
    if let phone = wanted["recipient"]?.string {
      expect(message.recipient.e164 == phone, "recipient")
    }
    if let length = wanted["codeLength"]?.int { expect(message.code.count == length, "length") }
    if let end = wanted["ends"]?.string { expect(text.hasSuffix(end), "end") }
    for part in wanted["contains"]?.elements ?? [] {
      expect(text.contains(filled(part.string ?? "")), "lacks \(part.rawText)")
    }
    for part in wanted["omits"]?.elements ?? [] {
      expect(!text.contains(filled(part.string ?? "")), "has \(part.rawText)")
    }
    return found
  }

  /// Takes the callbacks that are due; they wait for the step that expects them to be answered.
  private mutating func receive() {
    engine.tick(server: now)
    for case .deliver(let request) in engine.actions { callbacks.append(request) }
    engine.actions = []
  }

  private mutating func compareCallbacks(_ wanted: [JSONElement], _ step: JSONElement) -> [String] {
    let status = step["answer"]?.int ?? 200
    var received: [CallbackRequest] = []
    while !callbacks.isEmpty {
      let next = callbacks
      callbacks = []
      received += next
      for one in next { engine.callbackEnded(one.delivery, .answered(status: status)) }
      receive()
    }
    guard received.count == wanted.count else {
      return ["\(received.count) callbacks, wanted \(wanted.count)"]
    }
    var found: [String] = []
    for (one, fields) in zip(received, wanted) {
      if let method = step["method"]?.string, one.method != method { found.append(one.method) }
      if let url = step["url"]?.string, !one.url.hasPrefix(url) { found.append(one.url) }
      let type = one.headers.first { $0.name == "Content-Type" }?.value
      if let wanted = step["type"]?.string, type != wanted { found.append(type ?? "no type") }
      let query = Array(one.url.drop { $0 != "?" }.dropFirst().utf8)
      let pairs = (one.method == "GET" ? query : one.body).withUnsafeBufferPointer {
        FormCoding.pairs($0) ?? []
      }
      func field(_ name: String?) -> String? {
        pairs.first { $0.name.elementsEqual((name ?? "").utf8) }
          .map { String(decoding: $0.value, as: UTF8.self) }
      }
      for (name, value) in fields.members {
        let got = field(name.string)
        if !Self.fits(got, filled(value.string ?? "")) {
          found.append("\(name.rawText) is \(got ?? "missing"), wanted \(value.rawText)")
        }
      }
      for (name, key) in step["take"]?.members ?? [] {
        names[name.string ?? ""] = field(key.string)
      }
    }
    return found
  }

  // MARK: Values

  /// A text with the values of its `{names}`.
  private func filled(_ text: String) -> String {
    names.reduce(text) { $0.replacingOccurrences(of: "{\($1.key)}", with: $1.value) }
  }

  /// Where a value differs from what a step expects: objects by the wanted keys, lists item by
  /// item, texts in angle brackets by their form.
  private func difference(_ found: JSONElement?, _ wanted: JSONElement, _ path: String) -> String? {
    guard let found else { return "\(path) is missing" }
    if wanted.kind == .object, let count = wanted["<count>"]?.int {
      return found.elements.count == count ? nil : "\(path) has \(found.elements.count) items"
    }
    switch (wanted.kind, found.kind) {
    case (.object, .object):
      return wanted.members.lazy.compactMap { key, value in
        self.difference(found[key.string ?? ""], value, path + "/" + (key.string ?? ""))
      }.first
    case (.array, .array):
      guard found.elements.count == wanted.elements.count else {
        return "\(path) has \(found.elements.count) items, wanted \(wanted.elements.count)"
      }
      return zip(found.elements, wanted.elements).enumerated().lazy.compactMap { index, pair in
        self.difference(pair.0, pair.1, path + "/\(index)")
      }.first
    case (.string, _):
      let text = filled(wanted.string ?? "")
      return Self.fits(found.string, text) ? nil : "\(path) is not \(text)"
    default: return JSONValue(found) == JSONValue(wanted) ? nil : "\(path) is \(found.rawText)"
    }
  }

  private static func fits(_ text: String?, _ wanted: String) -> Bool {
    guard let text else { return false }
    switch wanted {
    case "<text>": return !text.isEmpty
    case "<uuid>": return UUID(uuidString: text) != nil
    case "<time>": return PartialTime(Array(text.utf8)) != nil && text.hasSuffix("Z")
    case "<decimal>": return JSONDecimal(text) != nil
    default: return text == wanted
    }
  }
}
