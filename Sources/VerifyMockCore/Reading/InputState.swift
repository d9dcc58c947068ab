/// How an input came to its value.
package struct InputState: OptionSet, Sendable, Hashable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// The request gave it.
  package static let given = InputState(rawValue: 1)
  /// The contract's `default` stands in for it.
  package static let defaulted = InputState(rawValue: 2)
  /// It came as a number where text is asked: leading zeros may be lost.
  package static let wasNumber = InputState(rawValue: 4)
}
