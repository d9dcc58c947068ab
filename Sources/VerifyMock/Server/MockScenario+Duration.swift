import VerifyMockCore
import VerifyMockNetwork

extension Duration {
  /// As scenario files write it: `90s`, `11m`; whole milliseconds.
  var documentText: String { Interval(nanoseconds: wholeNanoseconds).text }
}
