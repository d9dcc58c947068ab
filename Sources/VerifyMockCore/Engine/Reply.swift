/// What becomes of a response that the engine has written.
package struct Reply: Sendable {
  /// How long to hold it back, in real time.
  package var delay: Interval?
  package var fault: Scenario.Fault?

  package init(delay: Interval? = nil, fault: Scenario.Fault? = nil) {
    self.delay = delay
    self.fault = fault
  }
}
