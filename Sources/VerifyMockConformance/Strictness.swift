/// How narrowly documents are read.
package enum Strictness: String, Sendable, CaseIterable {
  /// Every documented spelling passes.
  case samples
  /// Only the tables count.
  case strict
  /// Only types count.
  case lenient
}
