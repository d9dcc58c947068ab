/// A regular expression as JSON Schema uses them: ECMA-262 in Unicode mode, matching anywhere in a
/// text, in time bounded by the product of both lengths.
package final class CompiledPattern: Sendable {
  /// The pattern as written.
  package let source: [UInt8]
  private let program: PatternProgram
  private let automaton: BitAutomaton?

  /// - Throws: ``PatternError`` when the text is no pattern, or is too large written out.
  package init(source: String) throws(PatternError) {
    self.source = Array(source.utf8)
    var parser = PatternParser(source)
    let (node, captures) = try parser.parse()
    program = try PatternProgram(node, captures: captures)
    automaton = BitAutomaton(program)
  }

  /// Whether the pattern matches anywhere in a decoded UTF-8 text.
  package func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    if let automaton { return automaton.matches(bytes) }
    var matcher = PatternMatcher(program, PatternText.scalars(bytes))
    return matcher.matches()
  }

  /// As ``matches(_:)``, with the number of steps it took.
  func stepsToMatch(_ text: String) -> (matches: Bool, steps: Int) {
    var matcher = PatternMatcher(program, text.unicodeScalars.map(\.value))
    let matches = matcher.matches()
    return (matches, matcher.steps)
  }
}
