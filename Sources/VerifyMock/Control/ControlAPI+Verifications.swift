import VerifyMockCore
import VerifyMockJSON

extension ControlAPI {
  func verifications(
    _ request: ControlRequest, _ scope: Scope, _ engine: Engine, _ server: Instant
  ) throws(ControlError) -> Answer {
    let phone = try Self.phone(request.query["recipient"], at: "query recipient")
    let limit = try request.limit()
    var wanted: Int?
    if let id = request.query["provider"] {
      wanted = try Self.provider(id, at: "query provider", engine)
    }
    var rows: [Verification] = []
    var more = 0
    for number in engine.accounts.numbers where scope.includes(number) {
      for provider in engine.catalogue.providers.indices
      where wanted == nil || wanted == provider {
        let owner = Verification.Owner(account: number, provider: provider)
        if phone == nil, rows.count == limit {
          more += engine.verifications.count(of: owner)
          continue
        }
        engine.verifications.forEach(of: owner, newestFirst: true) { one in
          guard phone == nil || one.recipient == phone else { return true }
          if rows.count < limit { rows.append(one) } else { more += 1 }
          return true
        }
      }
    }
    return Self.list(rows, more: more) { Self.write($1, engine, server, &$0) }
  }

  private static func write(
    _ one: Verification, _ engine: Engine, _ server: Instant, _ writer: inout JSONWriter
  ) {
    let now = engine.now(one.owner.account, server: server)
    let rules = engine.catalogue.providers[one.owner.provider]
    writer.beginObject()
    writer.key("id")
    writer.string(one.id)
    writer.key("provider")
    writer.string(rules.id)
    writer.key("account")
    writer.string(engine.accounts[one.owner.account]?.name ?? "")
    writer.key("recipient")
    writer.string(one.recipient.e164)
    writer.key("channel")
    writer.string(rules.channels[one.channel].name)
    writer.key("code")
    writer.string(one.code)
    writer.key("status")
    writer.string(one.status(at: now).name)
    writer.key("created")
    writer.string(one.created.text)
    writer.key("updated")
    writer.string(one.updated(at: now).text)
    writer.key("expires")
    writer.string(one.expires.text)
    writer.key("checks")
    writer.int(one.checkCount)
    writer.key("resends")
    writer.int(one.resends)
    writer.key("attempts")
    writer.beginArray()
    for attempt in one.attempts {
      writer.beginObject()
      writer.key("id")
      writer.string(attempt.id)
      writer.key("channel")
      writer.string(rules.channels[attempt.channel].name)
      writer.key("created")
      writer.string(attempt.created.text)
      writer.key("course")
      writer.string(attempt.course.rawValue)
      writer.endObject()
    }
    writer.endArray()
    writer.key("kept")
    writer.beginObject()
    for (name, value) in zip(rules.verification.keptNames, one.kept) {
      guard let value else { continue }
      writer.key(name)
      writer.rawValue(value)
    }
    writer.endObject()
    writer.key("scenario")
    if let scenario = one.behaviour.scenario {
      writer.string(scenario.name)
    } else {
      writer.null()
    }
    writer.endObject()
  }

  func createVerification(
    _ request: ControlRequest, _ scope: Scope, _ engine: inout Engine, _ server: Instant
  ) throws(ControlError) -> Answer {
    let keys = [
      "provider", "recipient", "id", "channel", "code", "status", "delivery", "age", "keep",
    ]
    let root = try request.object(keys: keys)
    guard let account = scope.account else {
      throw ControlError(
        400, "a verification belongs to an account", at: "query",
        hint: "add ?account=NAME or the field X-Verify-Mock-Account")
    }
    let ids = engine.catalogue.providers.map(\.id)
    guard let id = root["provider"]?.string, let provider = ids.firstIndex(of: id) else {
      throw ControlError(
        400, "'provider' must be one of: " + ids.joined(separator: ", "), at: "body")
    }
    do throws(DocumentErrors) {
      let made = try engine.createVerification(
        SourceFile(name: "body", bytes: request.body), provider: provider, account: account,
        server: server)
      var writer = JSONWriter()
      Self.write(made, engine, server, &writer)
      return .json(writer.bytes, status: 201)
    } catch {
      throw ControlError(
        422, error.errors.first?.what ?? "this is no verification",
        at: error.errors.first?.place.description, hint: error.errors.first?.hint)
    }
  }
}
