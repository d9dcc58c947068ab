/// The requests of a sliding window of time: at most as many as the rate allows.
struct RateWindow: Sendable {
  private var times = Queue<Instant>()

  /// Counts a request if the rate allows it.
  ///
  /// - Returns: nil when it is allowed, else how long until the next one will be.
  mutating func admit(at now: Instant, rate: Rate) -> Interval? {
    while let first = times.first, now - first >= rate.window || first > now {
      times.popFirst()
    }
    guard let first = times.first, times.count >= rate.count else {
      times.append(now)
      return nil
    }
    return rate.window - (now - first)
  }
}
