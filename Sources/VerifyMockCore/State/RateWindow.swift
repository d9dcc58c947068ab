/// The requests of a sliding window of time.
struct RateWindow: Sendable {
  private var times: [Instant] = []
  private var head = 0

  /// Counts a request if the rate allows it.
  ///
  /// - Returns: nil when it is allowed, else how long until the next one will be.
  mutating func admit(at now: Instant, rate: Rate) -> Interval? {
    while head < times.count, now - times[head] >= rate.window || times[head] > now {
      head += 1
    }
    if head > rate.count {
      times.removeFirst(head)
      head = 0
    }
    guard times.count - head >= rate.count else {
      times.append(now)
      return nil
    }
    return rate.window - (now - times[head])
  }
}
