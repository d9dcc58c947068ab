/// A regular expression as a tree.
indirect enum PatternNode: Sendable {
  case empty
  case set(ScalarSet)
  case sequence([PatternNode])
  case alternatives([PatternNode])
  /// Greedy or not makes no difference to whether something matches.
  case repeated(PatternNode, least: Int, most: Int?)
  case group(PatternNode, capture: Int)
  case backreference(Int)
  case start
  case end
  case wordBoundary(isNegated: Bool)
  case look(PatternNode, isBehind: Bool, isNegated: Bool)
}
