/// Whether a pattern is found in a text.
package enum PatternVerdict: Sendable, Equatable {
  case found
  case notFound
  /// It takes more than ``CompiledPattern/stepLimit`` steps to find out.
  case undecided
}

/// A regular expression as JSON Schema uses them: ECMA-262 in Unicode mode, matching anywhere in a
/// text, in bounded time.
package final class CompiledPattern: Sendable {
  /// The pattern as written.
  package let source: [UInt8]
  private let program: PatternProgram
  private let automaton: BitAutomaton?

  /// How many steps a search may take: some tenths of a second.
  package static let stepLimit = PatternMatcher.budget

  /// - Throws: ``PatternError`` when the text is no pattern, or is too large written out.
  package init(source: String) throws(PatternError) {
    self.source = Array(source.utf8)
    var parser = PatternParser(source)
    let (node, captures) = try parser.parse()
    program = try PatternProgram(node, captures: captures)
    automaton = BitAutomaton(program)
  }

  /// Whether the pattern matches anywhere in a decoded UTF-8 text; false too where it takes too
  /// many steps to find out.
  package func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    verdict(on: bytes) == .found
  }

  /// Whether the pattern matches anywhere in a decoded UTF-8 text.
  package func verdict(on bytes: UnsafeBufferPointer<UInt8>) -> PatternVerdict {
    if let automaton { return automaton.matches(bytes) ? .found : .notFound }
    var matcher = PatternMatcher(program, PatternText.scalars(bytes))
    return matcher.verdict()
  }

  /// As ``matches(_:)``, with the number of steps it took.
  func stepsToMatch(_ text: String) -> (matches: Bool, steps: Int) {
    var matcher = PatternMatcher(program, text.unicodeScalars.map(\.value))
    let verdict = matcher.verdict()
    return (verdict == .found, matcher.steps)
  }
}
