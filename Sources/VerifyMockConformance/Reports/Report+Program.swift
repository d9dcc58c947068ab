extension Report {
  /// Sums up what a program sent to a mock, each check of a program a row.
  ///
  /// - Parameters:
  ///   - requests: all that it sent.
  ///   - matched: those that an operation was found for.
  package init(
    subject: String, url: String, seed: UInt64, requests: Int, matched: Int,
    programFindings: [Finding]
  ) {
    self.subject = subject
    self.url = url
    self.seed = seed
    self.requests = requests
    planned = requests
    findings = programFindings
    rows = Check.ofPrograms.map { check in
      let worst = programFindings.filter { $0.check == check }.map(\.severity).max()
      let verdict: Verdict =
        switch worst {
        case .failure?: .failed
        case .warning?: .warned
        case .info?: .noted
        case nil: requests == 0 ? .skipped("nothing was requested") : .passed
        }
      return Row(check: check, verdict: verdict, requests: requests)
    }
  }
}
