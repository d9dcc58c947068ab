/// What becomes of a response that the engine has written.
package struct Reply: Sendable {
  /// How long to delay it, in real time.
  package var delay: Interval?
  package var fault: Scenario.Fault?
  /// What there is to count about it.
  package internal(set) var tally = Tally()
  /// Whether the log reports it: no operation or contract fits the request, or a magic recipient
  /// brought a refusal that nobody may expect.
  package var isUnfit = false

  package init(delay: Interval? = nil, fault: Scenario.Fault? = nil) {
    self.delay = delay
    self.fault = fault
  }

  /// A request by the numbers of what it was about: positions, so that counting it costs nothing.
  package struct Tally: Sendable {
    /// The position of the provider in the catalogue, -1 for none.
    package var provider = -1
    /// The position of the operation in its provider, -1 for none.
    package var operation = -1
    package var outcome: Outcome?
    package var isScripted = false
    package var isMatched = false
    package var breaksRequestContract = false
    package var breaksResponseContract = false
  }
}
