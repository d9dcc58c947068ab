import VerifyMockCore
import VerifyMockHTTP
import VerifyMockJSON
import VerifyMockContract

/// The calls under `/_mock`: functions of the engine, without I/O.
package struct ControlAPI {
  /// What becomes of a call.
  enum Answer {
    case json([UInt8], status: Int = 200)
    /// What has been counted, as text.
    case metrics
    /// Answer once something has happened, or after a time.
    case later(Wait.What, Interval?)
  }

  /// Whose state a call is about.
  enum Scope: Hashable, Sendable {
    case all
    case account(Int)
    /// An account that has not called yet, by what the call names it with.
    case unknown(String)

    /// Whether something of an account is meant; nil is what belongs to no account.
    func includes(_ account: Int?) -> Bool {
      switch self {
      case .all: true
      case .account(let number): number == account
      case .unknown: false
      }
    }

    /// The account, where it is one that exists.
    var account: Int? {
      if case .account(let number) = self { number } else { nil }
    }

    /// This, or the account that it names by now.
    func resolved(_ engine: Engine) -> Scope {
      guard case .unknown(let name) = self else { return self }
      let number = engine.account(named: name) ?? engine.account(credential: name)
      return number.map { .account($0) } ?? self
    }

    /// Every scope that an account is in.
    static func all(of number: Int, _ engine: Engine) -> [Scope] {
      guard let account = engine.accounts[number] else { return [.all, .account(number)] }
      let names = [account.name] + account.keys.map { String(decoding: $0, as: UTF8.self) }
      return [.all, .account(number)] + names.map { .unknown($0) }
    }
  }

  /// Which messages are asked for.
  struct InboxQuery: Sendable {
    /// Any of these.
    var scopes: [Scope]
    var recipient: PhoneNumber?
    var after: Int
    var limit = ControlAPI.usualItems
  }

  /// How many items a list has unless the call gives another `limit`.
  static let usualItems = 1_000
  /// The largest `limit`, so that one answer stays bounded.
  package static let mostItems = 10_000
  /// The longest `wait`.
  static let longestWait = Interval.seconds(300)

  let version: String
  var initial: [Setting]

  /// Every call, the methods that it knows, and the query names of its GET besides `account`.
  static let calls: [(name: String, methods: [String], query: [String])] = [
    ("health", ["GET", "HEAD"], []),
    ("inbox", ["GET", "HEAD", "DELETE"], ["recipient", "wait", "after", "limit"]),
    ("verifications", ["GET", "HEAD", "POST"], ["recipient", "provider", "limit"]),
    (
      "requests", ["GET", "HEAD", "DELETE"],
      ["operation", "recipient", "since", "matched", "violations", "limit"]
    ),
    ("verify", ["POST"], []), ("callbacks", ["GET", "HEAD"], ["wait", "limit"]),
    ("clock", ["GET", "HEAD", "POST"], []), ("scenario", ["GET", "HEAD", "PUT"], []),
    ("reset", ["POST"], []), ("contracts", ["GET", "HEAD"], []),
    ("scenarios", ["GET", "HEAD"], []), ("metrics", ["GET", "HEAD"], []),
    ("openapi.json", ["GET", "HEAD"], []),
  ]

  func answer(
    _ request: ControlRequest, engine: inout Engine, server: Instant
  ) throws(ControlError) -> Answer {
    if let call = Self.calls.first(where: { $0.name == request.path.first }) {
      try request.checkQuery(request.method == "GET" ? call.query : [])
    }
    let account = scope(of: request, &engine)
    switch (request.method, request.path.first ?? "", request.path.count) {
    case ("GET", "health", 1): return health(request, engine)
    case ("GET", "inbox", 1): return try inbox(request, account, engine)
    case ("DELETE", "inbox", 1):
      if account == .all || account.account != nil {
        engine.clearInbox(account: account.account)
      }
      return .json(Array("{}".utf8))
    case ("GET", "verifications", 1): return try verifications(request, account, engine, server)
    case ("POST", "verifications", 1):
      return try createVerification(request, account, &engine, server)
    case ("GET", "requests", 1): return try requests(request, account, engine)
    case ("DELETE", "requests", 1):
      if account == .all || account.account != nil {
        engine.clearJournal(account: account.account)
      }
      return .json(Array("{}".utf8))
    case ("POST", "verify", 1): return try verify(request, account, engine)
    case ("GET", "callbacks", 1): return try callbacks(request, account, engine)
    case ("GET", "clock", 1): return clock(account, engine, server)
    case ("POST", "clock", 1): return try moveClock(request, account, &engine, server)
    case ("GET", "scenario", 1): return scenario(account, engine)
    case ("PUT", "scenario", 1): return try useScenario(request, account, &engine, server)
    case ("POST", "reset", 1):
      engine.reset(account: account.account, initial: initial)
      return .json(Array("{}".utf8))
    case ("GET", "contracts", 1): return contracts(engine)
    case ("GET", "contracts", 2): return try contract(request.path[1], engine)
    case ("GET", "scenarios", 1): return scenarios(engine)
    case ("GET", "metrics", 1): return .metrics
    case ("GET", "openapi.json", 1):
      return .json(Array(EmbeddedFiles.text(named: "control/openapi.json").utf8))
    default: throw unknown(request)
    }
  }

  private func unknown(_ request: ControlRequest) -> ControlError {
    let name = request.path.first ?? ""
    let call = Self.calls.first { $0.name == name }
    if let call, !call.methods.contains(request.method) {
      return ControlError(
        405, "'/_mock/\(name)' does not know \(request.method)",
        at: "\(request.method) /_mock/\(request.path.joined(separator: "/"))",
        hint: "GET /_mock/openapi.json describes every call",
        allowed: call.methods.joined(separator: ", "))
    }
    let names = Self.calls.map(\.name)
    return ControlError(
      404, "there is no call '/_mock/\(request.path.joined(separator: "/"))'",
      at: "\(request.method) /_mock/\(name)",
      hint: NearestName.of(name, in: names).map { "did you mean '/_mock/\($0)'?" }
        ?? "there are: " + names.joined(separator: ", "))
  }

  /// Whose state a call is about. Calls that only read open no account.
  private func scope(of request: ControlRequest, _ engine: inout Engine) -> Scope {
    let header = request.accountHeader ?? ""
    guard let name = request.query["account"] ?? (header.isEmpty ? nil : header) else {
      return .all
    }
    let known = Scope.unknown(name).resolved(engine)
    if known.account != nil || !Self.opensAccounts(request) { return known }
    // A name that has not called yet: its settings wait for it.
    return .account(engine.openAccount(named: name))
  }

  private static func opensAccounts(_ request: ControlRequest) -> Bool {
    ["POST", "PUT"].contains(request.method) && request.path.first != "verify"
  }

  /// Any peer may ask; the seed, from which every code follows, is for those with the token.
  private func health(_ request: ControlRequest, _ engine: Engine) -> Answer {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("status")
    writer.string("ready")
    writer.key("version")
    writer.string(version)
    if request.hasToken {
      writer.key("seed")
      writer.string(String(engine.options.seed))
    }
    writer.key("providers")
    writer.beginArray()
    for provider in engine.catalogue.providers { writer.string(provider.id) }
    writer.endArray()
    writer.endObject()
    return .json(writer.bytes)
  }

  private func contracts(_ engine: Engine) -> Answer {
    Self.list(engine.catalogue.providers) { writer, provider in
      writer.beginObject()
      writer.key("provider")
      writer.string(provider.id)
      writer.key("title")
      writer.string(provider.title)
      writer.key("url")
      writer.string("/_mock/contracts/" + provider.id)
      writer.key("operations")
      writer.beginArray()
      for operation in provider.operations {
        writer.beginObject()
        writer.key("operation")
        writer.string(operation.id)
        writer.key("method")
        writer.string(operation.contract.method)
        writer.key("path")
        writer.string(
          String(decoding: provider.basePath, as: UTF8.self)
            + (operation.contract.path?.template ?? ""))
        writer.endObject()
      }
      writer.endArray()
      writer.endObject()
    }
  }

  private func contract(_ id: String, _ engine: Engine) throws(ControlError) -> Answer {
    guard let provider = engine.catalogue.providers.first(where: { $0.id == id }) else {
      throw ControlError(
        404, engine.catalogue.unknownProvider(id), at: "/_mock/contracts/\(id)")
    }
    return .json(provider.contract.text.document.bytes)
  }

  private func scenarios(_ engine: Engine) -> Answer {
    var names: [String] = []
    for index in engine.catalogue.providers.indices {
      let id = engine.catalogue.providers[index].id
      names += engine.catalogue.scenarioNames(of: index).map { id + "/" + $0 }
    }
    return Self.list(names) { $0.string($1) }
  }

  /// `{"count":n,"items":[…]}`, and how many items more there are beyond the limit.
  static func list<Items: Collection>(
    _ items: Items, more: Int = 0, _ write: (inout JSONWriter, Items.Element) -> Void
  ) -> Answer {
    .json(listBytes(items, more: more, write))
  }

  static func listBytes<Items: Collection>(
    _ items: Items, more: Int = 0, _ write: (inout JSONWriter, Items.Element) -> Void
  ) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("count")
    writer.int(items.count)
    if more > 0 {
      writer.key("more")
      writer.int(more)
    }
    writer.key("items")
    writer.beginArray()
    for item in items { write(&writer, item) }
    writer.endArray()
    writer.endObject()
    return writer.bytes
  }

  static func interval(_ text: String, at place: String) throws(ControlError) -> Interval {
    if let interval = Interval(text) { return interval }
    throw ControlError(
      400, "'\(text.prefix(40))' is not a duration", at: place,
      hint: "for example 200ms, 90s, 11m, 2h or 1d")
  }

  static func phone(_ text: String?, at place: String) throws(ControlError) -> PhoneNumber? {
    guard let text else { return nil }
    if let phone = PhoneNumber(text) { return phone }
    throw ControlError(
      400, "this is not a telephone number", at: place,
      hint: "for example +14155550100; in a query '+' is written %2B")
  }

  /// The position of a provider by its id.
  static func provider(
    _ id: String, at place: String, _ engine: Engine
  ) throws(ControlError) -> Int {
    let ids = engine.catalogue.providers.map(\.id)
    if let position = ids.firstIndex(of: id) { return position }
    throw ControlError(
      400, "there is no provider '\(id.prefix(40))'", at: place,
      hint: NearestName.of(id, in: ids).map { "did you mean '\($0)'?" }
        ?? "there are: " + ids.joined(separator: ", "))
  }
}
