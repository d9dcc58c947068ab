package import VerifyMockCore
package import VerifyMockHTTP
package import VerifyMockJSON

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
  /// Why it was not sent.
  package var skipped: String?
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
