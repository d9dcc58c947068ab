import VerifyMockCore
import VerifyMockHTTP
import VerifyMockJSON
import VerifyMockNetwork

/// A request that only a mistake in the code under test explains.
public struct UnexpectedRequest: Sendable, CustomStringConvertible {
  /// What is wrong with a request.
  public enum Fault: String, Sendable, CaseIterable {
    /// The message is no HTTP that a server may accept.
    case refused
    /// The host is none that the providers' documents name.
    case foreignHost = "foreign host"
    /// No operation is served there.
    case unmatched
    /// The request is not as the contract asks.
    case brokenContract = "broken contract"
    /// The credentials were refused, and no scenario says so.
    case unauthorized
    /// The mock's own answer is not as the contract asks, and no scenario says so.
    case brokenAnswer = "broken answer"
  }

  /// The request as the journal has it.
  public let request: RecordedRequest
  /// What is wrong.
  public let fault: Fault

  /// What came, what it got and what would have been near.
  public var description: String {
    var lines = [
      [request.method, request.target, "→ \(request.status): \(summary)"]
        .filter { !$0.isEmpty }.joined(separator: " ")
    ]
    let details =
      request.violations.isEmpty
      ? [request.reason].compactMap(\.self)
      : request.violations
    lines += details.map { "  \($0)" }
    if fault == .brokenContract || fault == .unmatched, !request.body.isEmpty {
      lines.append("  the body was: " + String(request.body.prefix(400)))
    }
    return lines.joined(separator: "\n")
  }

  private var summary: String {
    let name = "\(request.provider ?? "")/\(request.operation ?? "")"
    switch fault {
    case .refused: return "the message was refused"
    case .foreignHost: return "the request did not go out"
    case .unmatched: return "no operation fits"
    case .brokenContract: return "the request breaks the contract of \(name)"
    case .unauthorized: return "\(name) refused the credentials"
    case .brokenAnswer: return "the answer breaks the contract of \(name)"
    }
  }

  /// Nil for an exchange that a user or a scenario explains.
  init?(_ exchange: Exchange) {
    guard let fault = Self.fault(of: exchange) else { return nil }
    self.fault = fault
    request = RecordedRequest(exchange)
  }

  static func fault(of exchange: Exchange) -> Fault? {
    if let refusal = exchange.refusal {
      // A client that gave up in the middle has not made a mistake.
      return refusal == .truncated ? nil : .refused
    }
    if exchange.isForeign { return .foreignHost }
    if !exchange.isMatched { return .unmatched }
    // What a step decided is what the test asked for.
    guard exchange.step == nil else { return nil }
    if !exchange.requestViolations.isEmpty { return .brokenContract }
    switch exchange.outcome?.base {
    case .invalidRequest: return .brokenContract
    case .unauthorized where !exchange.isRefusedOnPurpose: return .unauthorized
    default: break
    }
    return exchange.responseViolations.isEmpty ? nil : .brokenAnswer
  }
}

/// What a server was asked since its start.
package struct RunRecord: Sendable {
  /// The requests that are kept, oldest first.
  package let requests: [RecordedRequest]
  /// Those of them that only a mistake of the program explains.
  package let mistakes: [UnexpectedRequest]
  /// How many there were in all.
  package let total: Int

  package var foreign: [UnexpectedRequest] { mistakes.filter { $0.fault == .foreignHost } }
  /// Those that break the contract: all mistakes but requests for other hosts, which went nowhere.
  package var breaches: [UnexpectedRequest] { mistakes.filter { $0.fault != .foreignHost } }
}

extension MockServer {
  /// What was asked of the server; waits on the calling thread, and nil once it has been stopped.
  package func record() -> RunRecord? {
    loop.performAndWait { application, _ in
      let engine = application.engine
      let exchanges = engine.journal.exchanges
      return RunRecord(
        requests: exchanges.map { RecordedRequest($0) },
        mistakes: exchanges.compactMap { UnexpectedRequest($0) },
        total: engine.journal.total)
    }
  }
}
