import VerifyMockCore
import VerifyMockJSON

extension ControlAPI {
  /// Which exchanges are asked for.
  struct ExchangeQuery: Sendable {
    var account: Int?
    var operation: String?
    var recipient: PhoneNumber?
    var since = 0
    var isMatched: Bool?
    var hasViolations: Bool?

    func holds(_ exchange: Exchange) -> Bool {
      if let account, exchange.account != account { return false }
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
    _ request: ControlRequest, _ account: Int?, _ engine: Engine
  ) throws(ControlError) -> Answer {
    try request.checkQuery(["operation", "recipient", "since", "matched", "violations"])
    var query = ExchangeQuery()
    query.account = account
    query.operation = request.query["operation"]
    query.recipient = try Self.phone(request.query["recipient"], at: "query recipient")
    if let text = request.query["since"] {
      guard let since = Int(text) else {
        throw ControlError(400, "'since' is the 'seq' of an exchange", at: "query since")
      }
      query.since = since
    }
    query.isMatched = try Self.flag(request.query["matched"], "matched")
    query.hasViolations = try Self.flag(request.query["violations"], "violations")
    return .json(Self.exchangeBytes(query, engine))
  }

  private static func flag(_ text: String?, _ name: String) throws(ControlError) -> Bool? {
    switch text {
    case nil: return nil
    case "true", "1": return true
    case "false", "0": return false
    default: throw ControlError(400, "'\(name)' is true or false", at: "query \(name)")
    }
  }

  /// The exchanges asked for, oldest first.
  static func exchangeBytes(_ query: ExchangeQuery, _ engine: Engine) -> [UInt8] {
    let chosen = engine.journal.exchanges.filter { query.holds($0) }
    return listBytes(chosen) { writer, exchange in
      ExchangeWriter(engine: engine).write(exchange, to: &writer)
    }
  }

  func verify(
    _ request: ControlRequest, _ account: Int?, _ engine: Engine
  ) throws(ControlError) -> Answer {
    let root = try request.object(keys: ["operation", "recipient", "times"])
    var query = ExchangeQuery()
    query.account = account
    query.operation = root["operation"]?.string
    query.recipient = try Self.phone(root["recipient"]?.string, at: "body recipient")
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
      ExchangeWriter(engine: engine).write(exchange, to: &writer)
    }
    writer.endArray()
    writer.endObject()
    return .json(writer.bytes, status: 409)
  }
}
