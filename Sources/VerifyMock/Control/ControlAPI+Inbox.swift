import VerifyMockCore
import VerifyMockJSON

extension ControlAPI {
  func inbox(
    _ request: ControlRequest, _ scope: Scope, _ engine: Engine
  ) throws(ControlError) -> Answer {
    let query = InboxQuery(
      scopes: [scope],
      recipient: try Self.phone(request.query["recipient"], at: "query recipient"),
      after: try request.number("after", in: 0...Int.max, "the 'seq' of a message") ?? 0,
      limit: try request.limit())
    if let wait = try request.wait(), Self.messages(query, engine).isEmpty {
      return .later(.inbox(query), wait)
    }
    return .json(Self.inboxBytes(query, engine))
  }

  /// The messages asked for, newest first.
  static func messages(_ query: InboxQuery, _ engine: Engine) -> [Message] {
    let scopes = query.scopes.map { $0.resolved(engine) }
    return engine.inbox.newestFirst(to: query.recipient, after: query.after).filter { message in
      scopes.contains { $0.includes(message.account) }
    }
  }

  static func inboxBytes(_ query: InboxQuery, _ engine: Engine) -> [UInt8] {
    let found = messages(query, engine)
    let items = found.prefix(query.limit)
    return listBytes(items, more: found.count - items.count) { writer, message in
      writer.beginObject()
      writer.key("seq")
      writer.int(message.sequence)
      writer.key("recipient")
      writer.string(message.recipient.e164)
      writer.key("channel")
      writer.string(message.channel)
      writer.key("code")
      writer.string(message.code)
      writer.key("text")
      writer.string(message.text)
      writer.key("verification")
      writer.string(message.verification)
      writer.key("provider")
      writer.string(message.provider)
      writer.key("account")
      writer.string(message.accountName)
      writer.key("sent_at")
      writer.string(message.sent.text)
      writer.endObject()
    }
  }

  func callbacks(
    _ request: ControlRequest, _ scope: Scope, _ engine: Engine
  ) throws(ControlError) -> Answer {
    let limit = try request.limit()
    if let wait = try request.wait(), !Self.hasEndedTry(of: scope, engine) {
      return .later(.callback(scope, limit: limit), wait)
    }
    return .json(Self.callbackBytes(scope, limit: limit, engine))
  }

  /// Whether a try of a callback has been answered or has failed.
  static func hasEndedTry(of scope: Scope, _ engine: Engine) -> Bool {
    switch scope.resolved(engine) {
    case .all: engine.callbacks.hasEndedTry(of: nil)
    case .account(let number): engine.callbacks.hasEndedTry(of: number)
    case .unknown: false
    }
  }

  /// The newest of them, oldest first: the order in which they happened.
  static func callbackBytes(_ scope: Scope, limit: Int, _ engine: Engine) -> [UInt8] {
    let known = scope.resolved(engine)
    let found = engine.callbacks.deliveries.filter { known.includes($0.account) }
    let items = found.suffix(limit)
    return listBytes(items, more: found.count - items.count) { writer, one in
      writer.beginObject()
      writer.key("seq")
      writer.int(one.number)
      writer.key("verification")
      writer.string(one.verification)
      writer.key("provider")
      writer.string(one.provider)
      writer.key("account")
      writer.string(one.accountName)
      writer.key("method")
      writer.string(one.method)
      writer.key("url")
      writer.string(one.url)
      writer.key("due")
      writer.string(one.due.text)
      writer.key("fields")
      writer.beginObject()
      for (name, value) in one.fields {
        writer.key(name)
        writer.string(value)
      }
      writer.endObject()
      writer.key("ended")
      writer.bool(one.isEnded)
      writer.key("attempts")
      writer.beginArray()
      for attempt in one.tries {
        writer.beginObject()
        writer.key("at")
        writer.string(attempt.at.text)
        switch attempt.result {
        case .answered(let status)?:
          writer.key("status")
          writer.int(status)
        case .failed(let why)?:
          writer.key("error")
          writer.string(why)
        case nil:
          writer.key("pending")
          writer.bool(true)
        }
        writer.endObject()
      }
      writer.endArray()
      writer.endObject()
    }
  }
}
