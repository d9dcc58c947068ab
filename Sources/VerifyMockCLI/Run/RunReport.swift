import VerifyMock
import VerifyMockConformance

extension Report {
  /// What a program did to the contracts, as a report of the same forms as an endpoint's.
  init(_ record: RunRecord, url: String, seed: UInt64) {
    let findings = record.mistakes.map { mistake in
      let request = mistake.request
      var finding = Finding(
        mistake.fault.check, request.violations.first ?? request.reason ?? mistake.fault.rawValue,
        at: "\(request.method) \(request.target)",
        got: request.status == 0 ? nil : "answered with \(request.status)")
      finding.hint = request.violations.dropFirst().first
      finding.step = request.operation.map { "\(request.provider ?? "")/\($0)" }
      return finding
    }
    self.init(
      subject: "run", url: url, seed: seed, requests: record.total,
      matched: record.requests.count { $0.isMatched }, programFindings: findings)
  }
}

extension UnexpectedRequest.Fault {
  /// The check that it breaks.
  fileprivate var check: Check {
    switch self {
    case .refused: .programMessage
    case .unmatched: .programRoute
    case .brokenContract: .programRequest
    case .unauthorized: .programCredentials
    case .brokenAnswer: .programAnswer
    case .foreignHost: .programHost
    }
  }
}
