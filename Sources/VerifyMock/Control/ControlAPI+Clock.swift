import VerifyMockCore
import VerifyMockJSON

extension ControlAPI {
  func clock(_ scope: Scope, _ engine: Engine, _ server: Instant) -> Answer {
    .json(Self.clockBytes(scope, engine, server, events: nil))
  }

  static func clockBytes(
    _ scope: Scope, _ engine: Engine, _ server: Instant, events: [String]?
  ) -> [UInt8] {
    var writer = JSONWriter()
    let clock = scope.account.flatMap { engine.accounts[$0]?.clock } ?? engine.clock
    writer.beginObject()
    writer.key("now")
    writer.string(engine.now(scope.account, server: server).text)
    writer.key("frozen")
    writer.bool(clock.frozen != nil || engine.clock.frozen != nil)
    writer.key("offset")
    writer.string(clock.offset.text)
    if let events {
      writer.key("events")
      writer.beginArray()
      for event in events { writer.string(event) }
      writer.endArray()
    }
    writer.endObject()
    return writer.bytes
  }

  func moveClock(
    _ request: ControlRequest, _ scope: Scope, _ engine: inout Engine, _ server: Instant
  ) throws(ControlError) -> Answer {
    let account = scope.account
    let root = try request.object(keys: ["advance", "set", "freeze"])
    guard root.node.count > 0 else {
      throw ControlError(
        400, "nothing is said about the clock", at: "body",
        hint: "for example {\"advance\":\"10m\"}")
    }
    var interval: Interval?
    if let element = root["advance"] {
      guard let text = element.string, let value = Interval(text) else {
        throw ControlError(
          400, "'advance' must be a duration", at: "body \(element.position)",
          hint: "for example \"90s\", \"11m\", \"2h\" or \"1d\"; a clock never goes back")
      }
      interval = value
    }
    var time: Instant?
    if let element = root["set"] {
      guard let text = element.stringBytes, let value = PartialTime(text) else {
        throw ControlError(
          400, "'set' must be a time in the years 1678 to 2261", at: "body \(element.position)",
          hint: "for example \"2026-01-01T00:00:00Z\"")
      }
      guard engine.canSetClock(value.start, account: account, server: server) else {
        throw ControlError(
          400, "'set' is more than 292 years from the server's time",
          at: "body \(element.position)", hint: "GET /_mock/clock shows that time")
      }
      time = value.start
    }
    if let interval, let element = root["advance"],
      !engine.canAdvance(by: interval, from: time, account: account, server: server)
    {
      throw ControlError(
        400, "'advance' goes beyond the last time that there is, \(Instant.last.text)",
        at: "body \(element.position)", hint: "GET /_mock/clock shows the time now")
    }
    var isFrozen: Bool?
    if let element = root["freeze"] {
      guard let value = element.bool else {
        throw ControlError(400, "'freeze' must be true or false", at: "body \(element.position)")
      }
      isFrozen = value
    }
    if let isFrozen { engine.freezeClock(isFrozen, account: account, server: server) }
    if let time { engine.setClock(time, account: account, server: server) }
    guard let interval else { return clock(scope, engine, server) }
    engine.beginAdvance(by: interval, account: account, server: server)
    guard let account else {
      engine.tick(server: server)
      return .json(Self.clockBytes(.all, engine, server, events: []))
    }
    if let events = engine.continueAdvance(account: account, server: server) {
      return .json(Self.clockBytes(scope, engine, server, events: events))
    }
    return .later(.clock(account: account), nil)
  }
}
