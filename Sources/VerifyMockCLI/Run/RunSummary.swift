import VerifyMock

/// What `run` says at the end: what was asked for, and what was wrong.
enum RunSummary {
  /// How many mistakes are described in full.
  private static let limit = 20

  static func text(_ record: RunRecord) -> String {
    var lines = ["verify-mock: " + counts(record)]
    var names: [String] = []
    var byName: [String: [Int]] = [:]
    for request in record.requests {
      guard let provider = request.provider, let operation = request.operation else { continue }
      let name = "\(provider)/\(operation)"
      if byName[name] == nil { names.append(name) }
      byName[name, default: []].append(request.status)
    }
    for name in names {
      let statuses = byName[name] ?? []
      lines.append("  \(statuses.count) × \(name) → \(listed(statuses))")
    }
    lines += scenarios(record)
    for mistake in record.mistakes.prefix(limit) {
      // What a program sends may be anybody's number; logs of builds are read by many.
      let text = LogMask.masked(mistake.description)
      lines += text.split(separator: "\n").enumerated().map { index, line in
        (index == 0 ? "  \(mistake.fault.rawValue): " : "    ") + line
      }
    }
    if record.mistakes.count > limit {
      lines.append("  and \(record.mistakes.count - limit) more")
    }
    return lines.joined(separator: "\n")
  }

  private static func counts(_ record: RunRecord) -> String {
    guard record.total > 0 else {
      return "nothing was requested: the program has not used the proxy"
    }
    func count(_ fault: UnexpectedRequest.Fault) -> Int {
      record.mistakes.count { $0.fault == fault }
    }
    let breaking = record.breaches.count - count(.unmatched)
    var parts = [
      "\(record.total) \(record.total == 1 ? "request" : "requests")",
      "\(count(.unmatched)) unmatched", "\(breaking) breaking the contract",
    ]
    if count(.foreignHost) > 0 { parts.append("\(count(.foreignHost)) to other hosts, refused") }
    if record.requests.count < record.total {
      parts.append("of the last \(record.requests.count) it is known")
    }
    return parts.joined(separator: ", ")
  }

  /// Which scenarios were active: a magic recipient brings one that may be unexpected.
  private static func scenarios(_ record: RunRecord) -> [String] {
    var names: [String] = []
    var counts: [String: Int] = [:]
    var reasons: [String: String] = [:]
    for request in record.requests {
      guard let name = request.scenario else { continue }
      if counts[name] == nil { names.append(name) }
      counts[name, default: 0] += 1
      if let magic = request.magic { reasons[name] = magic }
    }
    return names.map { name in
      "  scenario '\(name)' was active for \(counts[name] ?? 0) of them"
        + (reasons[name].map { ", because \($0)" } ?? "")
    }
  }

  /// Each status once, in order of their first appearance.
  private static func listed(_ statuses: [Int]) -> String {
    var seen: [Int] = []
    for status in statuses where !seen.contains(status) { seen.append(status) }
    return seen.map(String.init).joined(separator: ", ")
  }
}
