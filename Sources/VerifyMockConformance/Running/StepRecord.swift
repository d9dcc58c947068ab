package import VerifyMockCore
package import VerifyMockHTTP
package import VerifyMockJSON

/// Why a planned request was not sent.
package enum SkipReason: Sendable, Equatable {
  /// Something that this request needs is missing.
  case unmet(String)
  /// An earlier answer ended the run.
  case runStopped(String)

  package var text: String {
    switch self {
    case .unmet(let reason): reason
    case .runStopped(let reason): "the run was stopped: \(reason)"
    }
  }
}

/// What was sent for a step and what came back.
package struct StepRecord: Sendable {
  package let step: PlanStep
  package var request: BuiltRequest?
  package var delivery: Delivery?
  /// The body, when it is JSON.
  package var body: JSONDocument?
  package var reading: TemplateReading?
  /// When the answer had come, by the endpoint's clock.
  package var time = Instant(nanoseconds: 0)
  /// Why it was not sent; nil when it was.
  package var skipped: SkipReason?
  package var code: String?
  package var recipient: String?
  /// The values that were asked with, by location.
  package var asked: [String: String] = [:]

  package init(step: PlanStep) { self.step = step }

  package var response: HTTPReceivedResponse? {
    if case .answered(let response, _)? = delivery { response } else { nil }
  }

  package var isSuccess: Bool { response.map { 200..<300 ~= $0.status } ?? false }

  /// The path of the request, with its query.
  package var target: String { request?.target ?? "" }
}
