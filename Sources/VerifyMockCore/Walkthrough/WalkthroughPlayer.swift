import VerifyMockHTTP
import VerifyMockJSON
import VerifyMockContract

/// Plays a scenario's walkthrough against an engine in memory, with a clock of its own.
package struct WalkthroughPlayer {
  /// One thing that went otherwise than the walkthrough says.
  package struct Failure: Sendable, CustomStringConvertible {
    package let place: Place
    package let what: String

    /// `file:line:column: what`
    package var description: String { "\(place): \(what)" }
  }

  package struct Result: Sendable {
    package var exchanges = 0
    package var failures: [Failure] = []
  }

  private let scenario: Scenario
  private let provider: Provider
  private var engine: Engine
  private var now: Instant
  private var callbacks: [[(name: String, value: [UInt8])]] = []
  private var verification: [UInt8]?
  private var result = Result()
  private let credentials: (id: String, secret: String)?
  private static let recipient = "+14155550100"

  /// Prepares the scenario of a name for a provider.
  package init(
    scenario: Scenario, provider index: Int, catalogue: Catalogue, seed: UInt64 = 1
  ) {
    self.scenario = scenario
    provider = scenario.provider
    var options = EngineOptions(seed: seed)
    options.isMagicOn = false
    engine = Engine(catalogue: catalogue, options: options)
    now = Instant(nanoseconds: 1_767_225_600_000_000_000)
    engine.use(scenario, provider: index, account: nil, server: now)
    credentials = RequestBuilder.documentedCredentials(of: scenario.provider)
  }

  /// Plays the whole walkthrough.
  package mutating func play() -> Result {
    for item in scenario.walkthrough {
      switch item {
      case .advance(let interval): advance(interval)
      case .callbacks(let wanted, let place): compare(wanted, place)
      case .request(let request):
        for _ in 0..<request.times { play(request) }
      }
    }
    return result
  }

  private mutating func advance(_ interval: Interval) {
    guard engine.accounts.count > 0 else {
      now = now + interval
      return
    }
    for account in engine.accounts.numbers {
      engine.beginAdvance(by: interval, account: account, server: now)
      while engine.continueAdvance(account: account, server: now) == nil { receive() }
    }
    receive()
  }

  private mutating func receive() {
    for request in engine.receiveCallbacks(server: now) {
      let bytes =
        request.method == "GET"
        ? Array(request.url.drop { $0 != "?" }.dropFirst().utf8) : request.body
      let pairs = FormCoding.pairs(bytes) ?? []
      callbacks.append(pairs.map { (String(decoding: $0.name, as: UTF8.self), $0.value) })
    }
  }

  private mutating func compare(_ wanted: [[(name: String, value: String)]], _ place: Place) {
    receive()
    if callbacks.count != wanted.count {
      fail(place, "\(callbacks.count) callbacks came, wanted \(wanted.count)")
    }
    for (i, (found, fields)) in zip(callbacks, wanted).enumerated() {
      for (name, value) in fields {
        let got = found.first { $0.name == name }.map { String(decoding: $0.value, as: UTF8.self) }
        if got != value {
          fail(place, "callback \(i + 1): \(name) is '\(got ?? "missing")', wanted '\(value)'")
        }
      }
    }
    callbacks = []
  }

  private mutating func fail(_ place: Place, _ what: String) {
    result.failures.append(Failure(place: place, what: what))
  }

  private mutating func play(_ item: WalkthroughItem.Request) {
    let operation: ProviderOperation?
    switch item.target {
    case .effect(let effect):
      operation = provider.operations.first { $0.cases.contains { $0.effect == effect } }
    case .operation(let id): operation = provider.operation(id)
    }
    guard let operation else {
      fail(item.place, "there is no such operation")
      return
    }
    // Where the same code is sent again, there is no earlier one to refuse.
    if item.code == .previous, item.expect == .wrongCode, previousCode == lastCode { return }
    let builder = RequestBuilder(
      provider: provider, operation: operation, credentials: credentials)
    let request = builder.request(values(item, operation, builder))
    guard let (response, exchange) = send(request) else {
      fail(item.place, "the request can't be read by the server")
      return
    }
    result.exchanges += 1
    if let id = exchange.verification { verification = id }
    receive()
    check(item, response, exchange)
  }

  private func values(
    _ item: WalkthroughItem.Request, _ operation: ProviderOperation, _ builder: RequestBuilder
  ) -> [String: JSONValue] {
    var values: [String: JSONValue] = [:]
    if let effect = chosenEffect(item, operation) {
      // The conditions of the wanted case are part of the request.
      for (place, value) in builder.values(for: effect) { values[place] = value }
      if effect == .send, let place = builder.location(of: "recipient") {
        values[place] = .string(Self.recipient)
      }
    }
    if let finder = operation.find.first {
      let name = builder.canonical(finder.location.spellings.first ?? "")
      switch finder.kind {
      case .id:
        values[name] = .string(
          verification.map { String(decoding: $0, as: UTF8.self) }
            ?? "00000000-0000-4000-8000-000000000000")
      case .recipient, .number: values[name] = .string(Self.recipient)
      }
    }
    let current = verification.flatMap { currentCode(of: $0) } ?? lastCode ?? "000000"
    if let place = builder.location(of: "code"), item.code != nil {
      switch item.code {
      case .right?: values[place] = .string(current)
      case .wrong?: values[place] = .string(Self.wrong(current))
      case .previous?: values[place] = .string(previousCode ?? current)
      case .literal(let text)?: values[place] = .string(text)
      case nil: break
      }
    }
    for (name, element) in item.with {
      guard let place = builder.location(of: name) else { continue }
      values[place] = filled(JSONValue(element), current)
    }
    return values
  }

  /// The codes of the last message and of the one before it.
  private var lastCode: String? {
    engine.inbox.messages.last.map { String(decoding: $0.code, as: UTF8.self) }
  }

  private var previousCode: String? {
    engine.inbox.messages.dropLast().last.map { String(decoding: $0.code, as: UTF8.self) }
  }

  private func chosenEffect(
    _ item: WalkthroughItem.Request, _ operation: ProviderOperation
  ) -> Effect? {
    if case .effect(let effect) = item.target { return effect }
    // What is expected tells which case is meant.
    return (operation.cases.first { $0.effect.success == item.expect } ?? operation.cases.first)?
      .effect
  }

  private func currentCode(of id: [UInt8]) -> String? {
    for account in engine.accounts.numbers {
      for provider in engine.catalogue.providers.indices {
        let owner = Verification.Owner(account: account, provider: provider)
        if let one = engine.verifications.verification(id: id, of: owner) {
          return String(decoding: one.code, as: UTF8.self)
        }
      }
    }
    return nil
  }

  /// Another code of the same length and alphabet.
  package static func wrong(_ code: String) -> String {
    guard let last = code.unicodeScalars.last else { return "1" }
    let other: Character =
      switch last {
      case "9": "0"
      case "Z": "A"
      case "z": "a"
      default: Character(Unicode.Scalar(last.value + 1) ?? "0")
      }
    return String(code.dropLast()) + String(other)
  }

  private func filled(_ value: JSONValue, _ code: String) -> JSONValue {
    guard case .string(let text) = value else { return value }
    switch text {
    case "{{recipient}}": return .string(Self.recipient)
    case "{{code}}": return .string(code)
    case "{{wrong-code}}": return .string(Self.wrong(code))
    case "{{callback}}": return .string("http://127.0.0.1:9/callback")
    default: return value
    }
  }

  private mutating func send(_ request: BuiltRequest) -> (HTTPResponse, Exchange)? {
    let bytes = request.bytes(host: "127.0.0.1:8374")
    var parser = HTTPRequestParser()
    parser.append(bytes)
    guard parser.next() == .request else { return nil }
    var response = HTTPResponse()
    let time = now
    _ = engine.handle(
      parser.request, server: time, client: Array("127.0.0.1".utf8), into: &response)
    return engine.journal.exchanges.last.map { (response, $0) }
  }

  private mutating func check(
    _ item: WalkthroughItem.Request, _ response: HTTPResponse, _ exchange: Exchange
  ) {
    if let wanted = item.expect {
      let got = exchange.outcome
      if got != wanted, got?.base != wanted {
        let reason = exchange.reason.map { " (\($0))" } ?? ""
        fail(item.place, "the outcome is \(got?.name ?? "none")\(reason), wanted \(wanted.name)")
        return
      }
    }
    if !scenario.breaksContract {
      for violation in exchange.requestViolations where item.expect?.base != .invalidRequest {
        fail(item.place, violation.description)
      }
      for violation in exchange.responseViolations {
        fail(item.place, "the answer breaks the contract: \(violation.description)")
      }
    }
    guard let wanted = item.body else { return }
    guard let document = try? JSONDocument(response.body) else {
      fail(item.place, "the answer is not JSON")
      return
    }
    if let difference = PartialMatch.difference(document.root, wanted: wanted) {
      fail(item.place, difference)
    }
  }
}
