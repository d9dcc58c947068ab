import VerifyMockCore
import VerifyMockHTTP
import VerifyMockJSON
import VerifyMockNetwork

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What has happened since the start, counted in arrays: a request costs a few additions.
///
/// Names come in only when the counts are read, from the catalogue whose positions they are.
struct Metrics: Sendable {
  /// Upper bounds of the latency buckets in nanoseconds; what is longer falls into one more.
  static let bounds: [Int64] = [
    10_000, 25_000, 50_000, 100_000, 250_000, 500_000,
    1_000_000, 2_500_000, 5_000_000, 10_000_000, 25_000_000, 50_000_000,
    100_000_000, 250_000_000, 500_000_000, 1_000_000_000, 2_500_000_000, 10_000_000_000,
  ]

  /// How a request can have ended: an outcome, or one of three ways to have none.
  enum Ending {
    static let scripted = Outcome.allCases.count
    static let fault = scripted + 1
    static let none = scripted + 2
    static let count = scripted + 3

    static func name(_ index: Int) -> String {
      switch index {
      case scripted: "scripted"
      case fault: "fault"
      case none: "none"
      default: Outcome.names[index]
      }
    }
  }

  let start: Instant
  private(set) var rows: MetricRows
  /// By row and ending.
  private(set) var requests: [Int]
  /// By row and bucket.
  private(set) var buckets: [Int]
  /// By row, in nanoseconds.
  private(set) var latencies: [Int64]
  private(set) var unmatched = 0
  private(set) var requestsBreakingContract = 0
  private(set) var responsesBreakingContract = 0
  /// By the position of the refusal.
  private(set) var refusals = [Int](repeating: 0, count: HTTPRefusal.allCases.count)
  var controlCalls = 0
  /// Requests for hosts that may not be reached.
  var foreign = 0
  /// By the position of the result.
  private(set) var callbacks = [Int](repeating: 0, count: CallbackEnding.allCases.count)

  init(catalogue: Catalogue, start: Instant) {
    self.start = start
    rows = MetricRows(catalogue)
    requests = [Int](repeating: 0, count: rows.count * Ending.count)
    buckets = [Int](repeating: 0, count: rows.count * (Self.bounds.count + 1))
    latencies = [Int64](repeating: 0, count: rows.count)
  }

  /// Counts a request that the engine has answered.
  ///
  /// - Parameter start: when the loop woke with the request; the latency runs from there, and goes
  ///   on for as long as a scenario holds the answer back.
  mutating func count(_ reply: Reply, since start: MonotonicTime) {
    let tally = reply.tally
    let row = rows.row(tally.provider, tally.operation)
    let latency = (MonotonicTime.now().nanoseconds &- start.nanoseconds)
      .saturatingAdd(reply.delay?.nanoseconds ?? 0)
    requests[row &* Ending.count &+ Self.ending(reply)] &+= 1
    buckets[row &* (Self.bounds.count &+ 1) &+ Self.bucket(latency)] &+= 1
    latencies[row] = latencies[row].saturatingAdd(latency)
    if !tally.isMatched { unmatched &+= 1 }
    if tally.breaksRequestContract { requestsBreakingContract &+= 1 }
    if tally.breaksResponseContract { responsesBreakingContract &+= 1 }
  }

  mutating func count(_ refusal: HTTPRefusal) {
    guard let index = HTTPRefusal.allCases.firstIndex(of: refusal) else { return }
    refusals[index] += 1
    unmatched += 1
  }

  mutating func count(_ ending: CallbackEnding) {
    guard let index = CallbackEnding.allCases.firstIndex(of: ending) else { return }
    callbacks[index] += 1
  }

  /// Goes on with other documents: what both name keeps its counts.
  mutating func adopt(_ catalogue: Catalogue) {
    let old = self
    rows = MetricRows(catalogue)
    let width = Self.bounds.count + 1
    requests = [Int](repeating: 0, count: rows.count * Ending.count)
    buckets = [Int](repeating: 0, count: rows.count * width)
    latencies = [Int64](repeating: 0, count: rows.count)
    for (from, label) in old.rows.labels.enumerated() {
      guard let row = rows.labels.firstIndex(of: label) else { continue }
      for i in 0..<Ending.count {
        requests[row * Ending.count + i] = old.requests[from * Ending.count + i]
      }
      for i in 0..<width { buckets[row * width + i] = old.buckets[from * width + i] }
      latencies[row] = old.latencies[from]
    }
  }

  @inline(__always)
  private static func ending(_ reply: Reply) -> Int {
    if let outcome = reply.tally.outcome { return outcome.rawValue }
    if reply.tally.isScripted { return Ending.scripted }
    return reply.fault == nil ? Ending.none : Ending.fault
  }

  @inline(__always)
  private static func bucket(_ latency: Int64) -> Int {
    var index = 0
    while index < bounds.count, latency > bounds[index] { index &+= 1 }
    return index
  }
}

/// Which row of the counts belongs to which operation: one for requests that come near no provider,
/// then for each provider one for requests without an operation and one for each operation.
struct MetricRows: Sendable {
  struct Label: Sendable, Equatable {
    var provider = ""
    var operation = ""
  }

  let labels: [Label]
  private let starts: [Int]

  var count: Int { labels.count }

  init(_ catalogue: Catalogue) {
    var labels = [Label()]
    var starts: [Int] = []
    for provider in catalogue.providers {
      starts.append(labels.count)
      labels.append(Label(provider: provider.id))
      for operation in provider.operations {
        labels.append(Label(provider: provider.id, operation: operation.id))
      }
    }
    self.labels = labels
    self.starts = starts
  }

  /// The row of an operation by its positions; -1 stands for none.
  @inline(__always)
  func row(_ provider: Int, _ operation: Int) -> Int {
    provider < 0 ? 0 : starts[provider] &+ 1 &+ operation
  }
}

/// How one attempt to deliver a callback ended, as it is counted.
enum CallbackEnding: String, CaseIterable {
  /// A status from 200 to 299.
  case accepted
  /// Any other status.
  case rejected
  case refused
  case timedOut = "timed-out"
  case reset
  /// What came is not HTTP, or is larger than allowed.
  case malformed
  case unreachable
  /// The address may not be called, or can't stand in a request.
  case unsendable
  case stopped

  init(_ result: OutgoingResult) {
    self =
      switch result {
      case .answered(let answer): (200..<300).contains(answer.status) ? .accepted : .rejected
      case .refused: .refused
      case .timedOut: .timedOut
      case .reset: .reset
      case .badResponse: .malformed
      case .unreachable: .unreachable
      case .unsendable, .forbidden: .unsendable
      case .stopped: .stopped
      }
  }
}

/// What the process takes of the machine.
enum ProcessUsage {
  /// The memory that is in use; nil where the system has no cheap call for it.
  static var residentBytes: Int? {
    #if os(Linux)
    guard let bytes = try? Files.read("/proc/self/statm") else { return nil }
    let words = bytes.split(separator: 0x20)
    guard words.count > 1, let pages = Int(String(decoding: words[1], as: UTF8.self)) else {
      return nil
    }
    return pages * sysconf(Int32(_SC_PAGESIZE))
    #else
    return nil
    #endif
  }

  /// The processor's time that has been used, in nanoseconds.
  static var cpuNanoseconds: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
