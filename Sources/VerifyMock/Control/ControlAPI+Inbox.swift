import VerifyMockCore
import VerifyMockJSON

extension ControlAPI {
  func inbox(
    _ request: ControlRequest, _ account: Int?, _ engine: Engine
  ) throws(ControlError) -> Answer {
    let query = InboxQuery(
      account: account,
      recipient: try Self.phone(request.query["recipient"], at: "query recipient"),
      after: try request.number("after", in: 0...Int.max, "the 'seq' of a message") ?? 0,
      limit: try request.limit())
    if let wait = try request.wait(), Self.messages(query, engine).isEmpty {
      return .waitForInbox(query, wait)
    }
    return .json(Self.inboxBytes(query, engine))
  }

  /// The messages asked for, newest first.
  static func messages(_ query: InboxQuery, _ engine: Engine) -> [Message] {
    engine.inbox.messages.reversed().filter { message in
      message.sequence > query.after
        && (query.account == nil || message.account == query.account)
        && (query.accounts?.contains(message.account) ?? true)
        && (query.recipient == nil || message.recipient == query.recipient)
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
      writer.string(engine.accounts[message.account].name)
      writer.key("sent_at")
      writer.string(message.sent.text)
      writer.endObject()
    }
  }

  func callbacks(
    _ request: ControlRequest, _ account: Int?, _ engine: Engine
  ) throws(ControlError) -> Answer {
    let limit = try request.limit()
    if let wait = try request.wait(), !engine.callbacks.hasEndedTry(of: account) {
      return .waitForCallback(account: account, limit: limit, wait)
    }
    return .json(Self.callbackBytes(account, limit: limit, engine))
  }

  /// The newest of them, oldest first: the order in which they happened.
  static func callbackBytes(_ account: Int?, limit: Int, _ engine: Engine) -> [UInt8] {
    let found = engine.callbacks.deliveries.filter { account == nil || $0.account == account }
    let items = found.suffix(limit)
    return listBytes(items, more: found.count - items.count) { writer, one in
      writer.beginObject()
      writer.key("seq")
      writer.int(one.number)
      writer.key("verification")
      writer.string(one.verification)
      writer.key("provider")
      writer.string(engine.catalogue.providers[one.provider].id)
      writer.key("account")
      writer.string(engine.accounts[one.account].name)
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
