import VerifyMockHTTP
import VerifyMockNetwork

/// How one try to deliver a callback ended, as it is counted.
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
