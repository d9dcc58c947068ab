/// Reads regular expressions of
/// [ECMA-262](https://tc39.es/ecma262/#sec-patterns) in Unicode mode.
struct PatternParser {
  let scalars: [Unicode.Scalar]
  var at = 0
  private var captures = 0
  private var names: [String: Int] = [:]
  private var references: [(index: Int?, name: String?, position: Int)] = []
  private var depth = 0

  /// Deeper nesting is refused: reading it would need that much stack.
  private static let depthLimit = 200

  init(_ source: String) {
    scalars = Array(source.unicodeScalars)
  }

  mutating func parse() throws(PatternError) -> (node: PatternNode, captures: Int) {
    scanNames()
    let node = try alternatives()
    guard at == scalars.count else { throw error("an unmatched ')'") }
    for reference in references {
      if let index = reference.index, index > captures {
        throw PatternError(
          message: "there is no group \(index)", position: reference.position)
      }
    }
    return (node, captures)
  }

  /// Finds the named groups, which may be referred to before they stand.
  private mutating func scanNames() {
    var index = 0
    var isClass = false
    var i = 0
    while i < scalars.count {
      switch scalars[i] {
      case "\\": i += 1
      case "[": isClass = true
      case "]": isClass = false
      case "(" where !isClass:
        if i + 1 < scalars.count, scalars[i + 1] == "?" {
          if i + 3 < scalars.count, scalars[i + 2] == "<", scalars[i + 3] != "=",
            scalars[i + 3] != "!"
          {
            index += 1
            var name = ""
            var j = i + 3
            while j < scalars.count, scalars[j] != ">" {
              name.unicodeScalars.append(scalars[j])
              j += 1
            }
            names[name] = index
          }
        } else {
          index += 1
        }
      default: break
      }
      i += 1
    }
  }

  func error(_ message: String) -> PatternError {
    PatternError(message: message, position: at)
  }

  var current: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard current == scalar else { return false }
    at += 1
    return true
  }

  mutating func take(_ text: String) -> Bool {
    let wanted = Array(text.unicodeScalars)
    guard at + wanted.count <= scalars.count, Array(scalars[at..<at + wanted.count]) == wanted
    else { return false }
    at += wanted.count
    return true
  }

  private mutating func alternatives() throws(PatternError) -> PatternNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw error("groups nested too deeply") }
    var branches = [try sequence()]
    while take("|" as Unicode.Scalar) { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .alternatives(branches)
  }

  private mutating func sequence() throws(PatternError) -> PatternNode {
    var terms: [PatternNode] = []
    while let scalar = current, scalar != "|", scalar != ")" { terms.append(try term()) }
    return terms.count == 1 ? terms[0] : terms.isEmpty ? .empty : .sequence(terms)
  }

  private mutating func term() throws(PatternError) -> PatternNode {
    if take("^" as Unicode.Scalar) { return .start }
    if take("$" as Unicode.Scalar) { return .end }
    if take("\\b") { return .wordBoundary(isNegated: false) }
    if take("\\B") { return .wordBoundary(isNegated: true) }
    for (opening, isBehind, isNegated) in [
      ("(?=", false, false), ("(?!", false, true), ("(?<=", true, false), ("(?<!", true, true),
    ]
    where take(opening) {
      let inner = try alternatives()
      guard take(")" as Unicode.Scalar) else { throw error("a group that is not closed") }
      return .look(inner, isBehind: isBehind, isNegated: isNegated)
    }
    return try quantified(try atom())
  }

  private mutating func atom() throws(PatternError) -> PatternNode {
    guard let scalar = current else { throw error("the pattern ends too early") }
    switch scalar {
    case "(":
      at += 1
      var capture: Int?
      if take("?:") {
        capture = nil
      } else if take("?<") {
        let name = try groupName()
        captures += 1
        capture = captures
        guard names[name] == captures else { throw error("the group '\(name)' stands twice") }
      } else if current == "?" {
        throw error("there is no group that begins so")
      } else {
        captures += 1
        capture = captures
      }
      let inner = try alternatives()
      guard take(")" as Unicode.Scalar) else { throw error("a group that is not closed") }
      return capture.map { .group(inner, capture: $0) } ?? inner
    case ".":
      at += 1
      return .set(ScalarSet.lineTerminators.inverted)
    case "[":
      at += 1
      return .set(try characterClass())
    case "\\":
      at += 1
      return try escape()
    case "*", "+", "?": throw error("nothing stands before '\(scalar)'")
    case "{", "}", "]": throw error("'\(scalar)' must be escaped")
    default:
      at += 1
      return .set(ScalarSet(scalar.value))
    }
  }

  private mutating func quantified(_ node: PatternNode) throws(PatternError) -> PatternNode {
    var least = 1
    var most: Int? = 1
    if take("*" as Unicode.Scalar) {
      (least, most) = (0, nil)
    } else if take("+" as Unicode.Scalar) {
      (least, most) = (1, nil)
    } else if take("?" as Unicode.Scalar) {
      (least, most) = (0, 1)
    } else if current == "{" {
      at += 1
      guard let low = number() else { throw error("a quantifier needs a number") }
      least = low
      if take("," as Unicode.Scalar) {
        most = current == "}" ? nil : number()
        if most == nil, current != "}" { throw error("a quantifier needs a number") }
      } else {
        most = low
      }
      guard take("}" as Unicode.Scalar) else { throw error("a quantifier that is not closed") }
      if let most, most < least { throw error("a quantifier with its numbers out of order") }
    } else {
      return node
    }
    _ = take("?" as Unicode.Scalar)
    return .repeated(node, least: least, most: most)
  }

  private mutating func number() -> Int? {
    var value: Int?
    while let scalar = current, ("0"..."9").contains(scalar) {
      // A number that no text can reach means the same as a larger one.
      value = min((value ?? 0) * 10 + Int(scalar.value - 48), 1_000_000_000)
      at += 1
    }
    return value
  }

  private mutating func groupName() throws(PatternError) -> String {
    var name = ""
    while let scalar = current, scalar != ">" {
      name.unicodeScalars.append(scalar)
      at += 1
    }
    guard take(">" as Unicode.Scalar), !name.isEmpty,
      name.unicodeScalars.allSatisfy({
        $0.properties.isIDContinue || $0 == "$" || $0 == "_"
      })
    else { throw error("a group's name is wrong") }
    return name
  }

  private mutating func escape() throws(PatternError) -> PatternNode {
    guard let scalar = current else { throw error("a backslash at the end") }
    if ("1"..."9").contains(scalar) {
      let position = at
      let index = number() ?? 0
      references.append((index, nil, position))
      return .backreference(index)
    }
    if scalar == "k" {
      at += 1
      guard take("<" as Unicode.Scalar) else { throw error("'\\k' needs a name in '<>'") }
      let name = try groupName()
      guard let index = names[name] else { throw error("there is no group '\(name)'") }
      return .backreference(index)
    }
    return .set(try classEscape(isInClass: false))
  }
}
