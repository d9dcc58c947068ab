/// One check of the catalogue, as an argument of a parameterised test.
public struct ConformanceCheck: Sendable, Hashable, CustomStringConvertible {
  /// The stable id: `C01`.
  public let id: String
  /// What holds when it passes.
  public let title: String

  /// Id and title.
  public var description: String { "\(id) \(title)" }
}
