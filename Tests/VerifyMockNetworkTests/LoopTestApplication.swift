import VerifyMockHTTP
import VerifyMockTLS

@testable import VerifyMockNetwork

/// Answers with what it was asked, or in the way that the path names.
struct LoopTestApplication: Application, Sendable {
  var waiting: [ExchangeID] = []
  var ended: [ExchangeID] = []
  var results: [OutgoingID: OutgoingResult] = [:]
  var refusals: [HTTPRefusal] = []
  var failures: [String] = []
  /// What a CONNECT to "here" leads to; every other one leads where it says.
  var security: TLSContext?
  /// Whether requests in absolute form are passed on.
  var passesOn = false
  /// How far a CONNECT may lead.
  var reach = Reach.anywhere
  var handledCount = 0
  var tickAt: MonotonicTime?
  var tickCount = 0
  var onWaiting: (@Sendable (ExchangeID) -> Void)?
  var onEnded: (@Sendable (ExchangeID) -> Void)?
  var onResult: (@Sendable (OutgoingID, OutgoingResult) -> Void)?
  var onTick: (@Sendable () -> Void)?

  mutating func handle(
    _ request: HTTPRequestView, exchange: ExchangeID, peer: Peer, context: inout LoopContext,
    response: inout HTTPResponse
  ) -> Disposition {
    handledCount += 1
    if request.path.isEmpty, let bytes = request.authority, let target = HTTPAuthority(bytes) {
      let host = String(decoding: target.host, as: UTF8.self)
      if host == "here" { return .tunnel(.here(security)) }
      return .tunnel(.elsewhere(host: host, port: UInt16(target.port ?? 0), reach))
    }
    let path = String(decoding: request.path, as: UTF8.self)
    let parts = path.split(separator: "/")
    switch parts.first {
    case "later":
      waiting.append(exchange)
      onWaiting?(exchange)
      return .later
    case "now":
      // Completed before the call has returned.
      response.body = Array("now".utf8)
      context.complete(exchange, response)
      return .later
    case "delay":
      response.body = Array("delayed".utf8)
      let fault = parts.count > 2 ? ConnectionFault.allCases.first { "\($0)" == parts[2] } : nil
      return .replyAfter(.milliseconds(Int(parts[1]) ?? 0), fault)
    case "fault":
      response.body = Array("abcdefghij".utf8)
      return ConnectionFault.allCases.first { "\($0)" == parts[1] }.map { .fault($0) } ?? .reply
    case "big":
      response.body = [UInt8](repeating: 0x61, count: Int(parts[1]) ?? 0)
      return .reply
    case "count":
      response.body = Array("\(handledCount)".utf8)
      return .reply
    case "bye":
      response.closesConnection = true
      return .reply
    case "empty":
      response.status = 204
      return .reply
    default:
      response.setField(.contentType, "text/plain")
      response.body.append(contentsOf: request.method)
      response.body.append(0x20)
      response.body.append(contentsOf: request.target)
      response.body.append(0x20)
      response.body.append(contentsOf: request.body)
      return .reply
    }
  }

  mutating func passes(
    _ head: HTTPRequestView, peer: Peer, context: inout LoopContext
  ) -> OutgoingRequest? {
    guard passesOn, let bytes = head.authority, let target = HTTPAuthority(bytes) else {
      return nil
    }
    let host = String(decoding: target.host, as: UTF8.self)
    var message = HTTPRequest(
      method: String(decoding: head.method, as: UTF8.self),
      target: String(decoding: head.path, as: UTF8.self), host: host)
    message.setField(.via, "1.1 test")
    return OutgoingRequest(
      host: host, port: UInt16(target.port ?? 0), message: message, timeout: .seconds(600))
  }

  func passedAnswer(_ head: HTTPReceivedResponse) -> HTTPResponse {
    var response = HTTPResponse(status: head.status)
    response.setField(.via, "1.1 test")
    return response
  }

  mutating func passFailed(_ result: OutgoingResult, response: inout HTTPResponse) {
    response.status = 502
    response.body = Array("\(result)".utf8)
  }

  var nextDeadline: MonotonicTime? { tickAt }

  mutating func tick(now: MonotonicTime, context: inout LoopContext) {
    tickAt = nil
    tickCount += 1
    onTick?()
  }

  mutating func outgoingEnded(
    _ id: OutgoingID, result: OutgoingResult, context: inout LoopContext
  ) {
    results[id] = result
    onResult?(id, result)
  }

  mutating func exchangeEnded(_ id: ExchangeID) {
    ended.append(id)
    onEnded?(id)
  }

  mutating func handshakeFailed(_ reason: String, peer: Peer) { failures.append(reason) }

  mutating func refused(
    _ refusal: HTTPRefusal, request: HTTPRequestView, peer: Peer, context: inout LoopContext,
    response: inout HTTPResponse
  ) {
    refusals.append(refusal)
  }
}
