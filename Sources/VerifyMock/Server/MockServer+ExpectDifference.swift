extension MockServer {
  /// Which requests are expected, and how the journal differs from that.
  struct Expectation: Sendable {
    let operation: MockOperation
    let recipient: String?
    let outcome: MockOutcome?
    let times: Int?

    /// A readable diff; nil when the journal is as expected.
    func failure(among requests: [RecordedRequest]) -> String? {
      let met = requests.filter { differences(of: $0).isEmpty }
      if times.map({ $0 == met.count }) ?? !met.isEmpty { return nil }
      var lines = ["expected \(wanted), but \(Self.count(met.count))"]
      for one in met.prefix(5) { lines.append("  = \(Self.line(one))") }
      let near = requests.filter { one in
        let count = differences(of: one).count
        return count > 0 && count < conditions && (met.isEmpty || isAbout(one))
      }
      if met.isEmpty || (times ?? 0) > met.count {
        for one in near.suffix(5) {
          lines.append("  ≠ \(Self.line(one)): " + differences(of: one).joined(separator: ", "))
        }
        if near.isEmpty, met.isEmpty {
          lines.append(contentsOf: Self.nothingNear(requests))
        }
      }
      return lines.joined(separator: "\n")
    }

    private var conditions: Int { 1 + (recipient == nil ? 0 : 1) + (outcome == nil ? 0 : 1) }

    private var wanted: String {
      let count = times.map { $0 == 1 ? "1" : String($0) } ?? "at least 1"
      return "\(count) '\(operation)'" + (recipient.map { " to \($0)" } ?? "")
        + (outcome.map { " that ended '\($0)'" } ?? "")
    }

    private static func count(_ count: Int) -> String {
      switch count {
      case 0: "there was none"
      case 1: "there was 1"
      default: "there were \(count)"
      }
    }

    private func isAbout(_ request: RecordedRequest) -> Bool {
      let full = request.operation.map { "\(request.provider ?? "")/\($0)" }
      return [request.effect, request.operation, full].contains(operation.name)
    }

    private func differences(of request: RecordedRequest) -> [String] {
      var result: [String] = []
      if !isAbout(request) {
        result.append(
          "is '\(request.effect ?? request.operation ?? "no operation")', not '\(operation)'")
      }
      if let recipient, request.recipient != recipient {
        result.append("is to \(request.recipient ?? "nobody"), not \(recipient)")
      }
      if let outcome, !outcome.covers(request.outcome) {
        result.append("ended '\(request.outcome ?? "in a fault")', not '\(outcome)'")
      }
      return result
    }

    private static func nothingNear(_ requests: [RecordedRequest]) -> [String] {
      if requests.isEmpty { return ["  the server has received no request at all"] }
      return ["  what came:"] + requests.suffix(5).map { "    \(line($0))" }
        + (requests.count > 5 ? ["    and \(requests.count - 5) before"] : [])
    }

    /// One request in a line: its number, what it asked, and what it got.
    static func line(_ request: RecordedRequest) -> String {
      "#\(request.sequence) \(request.method) \(request.target) → \(request.status)"
        + (request.outcome.map { " \($0)" } ?? "")
        + (request.recipient.map { " (\($0))" } ?? "")
    }
  }
}
