package import VerifyMockJSON

/// Storage for checking responses, used again for the next one.
package struct ResponseScratch: Sendable {
  /// The tape of the body that was checked last.
  package var tape = JSONTape()
  var header = JSONTape()
  var text: [UInt8] = []
  var memo = ResponseMemo()

  package init() {}
}
