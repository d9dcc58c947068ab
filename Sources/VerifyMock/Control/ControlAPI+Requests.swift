import VerifyMockCore
import VerifyMockJSON

extension ControlAPI {
  /// Which exchanges are asked for.
  struct ExchangeQuery: Sendable {
    var scope = Scope.all
    var operation: String?
    var recipient: PhoneNumber?
    var since = 0
    var isMatched: Bool?
    var hasViolations: Bool?
    var limit = ControlAPI.usualItems

    func holds(_ exchange: Exchange) -> Bool {
      if !scope.includes(exchange.account) { return false }
      if let operation, !Self.names(exchange, operation) { return false }
      if let recipient, exchange.recipient != recipient { return false }
      if exchange.sequence <= since { return false }
      if let isMatched, exchange.isMatched != isMatched { return false }
      if let hasViolations {
        let has = !exchange.requestViolations.isEmpty || !exchange.responseViolations.isEmpty
        if has != hasViolations { return false }
      }
      return true
    }

    /// An operation goes by its id, alone or behind its provider's, or by its effect.
    static func names(_ exchange: Exchange, _ name: String) -> Bool {
      guard let operation = exchange.operation else { return false }
      return operation == name || exchange.effect?.rawValue == name
        || "\(exchange.provider ?? "")/\(operation)" == name
    }
  }

  func requests(
    _ request: ControlRequest, _ scope: Scope, _ engine: Engine
  ) throws(ControlError) -> Answer {
    var query = ExchangeQuery()
    query.scope = scope
    query.operation = try Self.operation(
      request.query["operation"], at: "query operation", engine)
    query.recipient = try Self.phone(request.query["recipient"], at: "query recipient")
    query.since = try request.number("since", in: 0...Int.max, "the 'seq' of an exchange") ?? 0
    query.limit = try request.limit()
    query.isMatched = try Self.flag(request.query["matched"], "matched")
    query.hasViolations = try Self.flag(request.query["violations"], "violations")
    return .json(Self.exchangeBytes(query, engine))
  }

  private static func flag(_ text: String?, _ name: String) throws(ControlError) -> Bool? {
    switch text {
    case nil: return nil
    case "true", "1": return true
    case "false", "0": return false
    case let text?:
      throw ControlError(
        400, "'\(name)' is not '\(text.prefix(40))'", at: "query \(name)",
        hint: "use true or false")
    }
  }

  /// A name that operations can be asked for by: an id, alone or behind its provider's, or an effect.
  private static func operation(
    _ name: String?, at place: String, _ engine: Engine
  ) throws(ControlError) -> String? {
    guard let name else { return nil }
    var names = Effect.allCases.map(\.rawValue)
    for provider in engine.catalogue.providers {
      for operation in provider.operations {
        names += [operation.id, "\(provider.id)/\(operation.id)"]
      }
    }
    if names.contains(name) { return name }
    throw ControlError(
      400, "there is no operation '\(name.prefix(80))'", at: place,
      hint: NearestName.of(name, in: names).map { "did you mean '\($0)'?" }
        ?? "GET /_mock/contracts lists them")
  }

  /// The exchanges asked for, oldest first: behind `since` the first ones, so that a reader can go on
  /// from the last; without it the newest.
  static func exchangeBytes(_ query: ExchangeQuery, _ engine: Engine) -> [UInt8] {
    let found = engine.journal.exchanges.filter { query.holds($0) }
    let items = query.since > 0 ? found.prefix(query.limit) : found.suffix(query.limit)
    let exchangeWriter = ExchangeWriter(engine.catalogue)
    return listBytes(items, more: found.count - items.count) { writer, exchange in
      exchangeWriter.write(exchange, to: &writer)
    }
  }

  private static func text(
    _ element: JSONElement?, _ name: String
  ) throws(ControlError) -> String? {
    guard let element else { return nil }
    if let text = element.string { return text }
    throw ControlError(
      400, "'\(name)' must be text, not \(element.kind.name)", at: "body \(element.position)")
  }

  func verify(
    _ request: ControlRequest, _ scope: Scope, _ engine: Engine
  ) throws(ControlError) -> Answer {
    let root = try request.object(keys: ["operation", "recipient", "times"])
    var query = ExchangeQuery()
    query.scope = scope
    query.operation = try Self.operation(
      try Self.text(root["operation"], "operation"), at: "body operation", engine)
    query.recipient = try Self.phone(
      try Self.text(root["recipient"], "recipient"), at: "body recipient")
    let wanted: Int?
    if let element = root["times"] {
      guard let times = element.int, times >= 0 else {
        throw ControlError(
          400, "'times' must be a whole number from 0 up", at: "body \(element.position)")
      }
      wanted = times
    } else {
      wanted = nil
    }
    let found = engine.journal.exchanges.filter { query.holds($0) }
    let isMet = wanted.map { $0 == found.count } ?? !found.isEmpty
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("count")
    writer.int(found.count)
    guard !isMet else {
      writer.endObject()
      return .json(writer.bytes)
    }
    writer.key("expected")
    if let wanted { writer.int(wanted) } else { writer.string("at least 1") }
    writer.key("nearMisses")
    writer.beginArray()
    var loose = query
    loose.operation = nil
    var looser = query
    looser.recipient = nil
    for exchange in engine.journal.exchanges.suffix(200).filter({
      (loose.holds($0) || looser.holds($0)) && !query.holds($0)
    }).suffix(5) {
      ExchangeWriter(engine.catalogue).write(exchange, to: &writer)
    }
    writer.endArray()
    writer.endObject()
    return .json(writer.bytes, status: 409)
  }
}
