package import VerifyMockJSON

extension SchemaViolation {
  /// Shows a value of an instance in a message, or nil to show it as it is.
  package typealias Mask = (_ instanceLocation: String, _ value: SchemaExcerpt) -> String?

  /// What is wrong, in a few words: `'sid' is missing`.
  package var what: String {
    switch kind {
    case .forbidden: "not allowed"
    case .type: "wrong type"
    case .const, .enumeration: "value not allowed"
    case .minimum: "too small"
    case .maximum: "too large"
    case .multipleOf: "not a multiple"
    case .minLength: "too short"
    case .maxLength: "too long"
    case .pattern: "does not match the pattern"
    case .format(let name): "not a valid '\(name)'"
    case .minItems: "too few elements"
    case .maxItems: "too many elements"
    case .uniqueItems(let one, let other): "elements \(one) and \(other) are equal"
    case .contains(let least, _, let got):
      got < least ? "too few elements of the kind asked for" : "too many elements of one kind"
    case .minProperties: "too few members"
    case .maxProperties: "too many members"
    case .missing(let name): "'\(SchemaViolation.cut(name))' is missing"
    case .missingDependent(let name, let cause):
      "'\(SchemaViolation.cut(name))' is missing, which '\(SchemaViolation.cut(cause))' asks for"
    case .missingAll: "a name is missing"
    case .unexpectedName(let name): "unknown name '\(SchemaViolation.cut(name))'"
    case .unexpectedItem: "an element too many"
    case .noBranch(let count, _): "none of \(count) alternatives fits"
    case .severalBranches(let indices):
      "alternatives \(SchemaViolation.joined(indices.map { String($0 + 1) }, "and")) fit at once"
    case .not: "a value that is ruled out"
    case .propertyName(let name): "name '\(SchemaViolation.cut(name))' not allowed"
    case .unexplained: "not valid, for a reason too deep to tell"
    case .tooComplex: "undecided: the schema is too complex to evaluate"
    case .undecided(let pattern, let steps):
      "undecided: the pattern '\(SchemaViolation.cut(pattern))' took more than \(steps) steps"
    }
  }

  /// What would have been right; nil when ``what`` says it.
  package var expected: String? {
    switch kind {
    case .type(let expected): SchemaViolation.joined(expected, "or")
    case .const(let expected): expected.text
    case .enumeration(let expected):
      expected.count == 1
        ? expected[0].text
        : expected.count > 12
          ? "one of \(expected.prefix(12).map(\.text).joined(separator: ", ")) and "
            + "\(expected.count - 12) more"
          : "one of \(expected.map(\.text).joined(separator: ", "))"
    case .minimum(let limit, let isExclusive): (isExclusive ? "more than " : "at least ") + limit
    case .maximum(let limit, let isExclusive): (isExclusive ? "less than " : "at most ") + limit
    case .multipleOf(let unit): "a multiple of \(unit)"
    case .minLength(let limit, _): "at least \(SchemaViolation.count(limit, "character"))"
    case .maxLength(let limit, _): "at most \(SchemaViolation.count(limit, "character"))"
    case .pattern(let source): source
    case .minItems(let limit, _): "at least \(limit)"
    case .maxItems(let limit, _): "at most \(limit)"
    case .contains(let least, let most, let got):
      got < least ? "at least \(least)" : most.map { "at most \($0)" }
    case .minProperties(let limit, _): "at least \(limit)"
    case .maxProperties(let limit, _): "at most \(limit)"
    case .missingAll(let groups):
      "one of "
        + groups.map { SchemaViolation.joined($0.map { "'\(SchemaViolation.cut($0))'" }, "and") }
        .joined(separator: ", ")
    case .severalBranches: "exactly one"
    default: nil
    }
  }

  /// What was there instead; nil when that is said elsewhere.
  package func got(masking mask: Mask? = nil) -> String? {
    let shown = mask?(instanceLocation, value) ?? value.text
    switch kind {
    case .minLength(_, let got), .maxLength(_, let got): return "\(got) in \(shown)"
    case .minItems(_, let got), .maxItems(_, let got), .contains(_, _, let got),
      .minProperties(_, let got), .maxProperties(_, let got):
      return String(got)
    case .type:
      switch value.kind {
      case .string, .number, .true, .false: return "\(value.kind.name) \(shown)"
      default: return value.text
      }
    case .missing, .missingDependent, .missingAll, .unexpectedName, .noBranch, .severalBranches,
      .propertyName, .uniqueItems, .unexplained, .tooComplex, .undecided:
      return nil
    default: return shown
    }
  }

  /// One line: `wrong type at /a/0 (3:7): expected string, got number 5; hint [keyword location]`.
  ///
  /// - Parameters:
  ///   - position: line and column of ``offset``, where they are known.
  ///   - mask: called for each value quoted from the instance.
  /// - Returns: the line, without a line break unless a name has one.
  package func text(position: TextPosition? = nil, masking mask: Mask? = nil) -> String {
    var line = what + " at " + (instanceLocation.isEmpty ? "the top" : instanceLocation)
    if let position { line += " (\(position))" }
    let facts = [expected.map { "expected \($0)" }, got(masking: mask).map { "got \($0)" }]
      .compactMap { $0 }
    if !facts.isEmpty { line += ": " + facts.joined(separator: ", ") }
    if !causes.isEmpty {
      let shown = causes.prefix(3).map { $0.text(masking: mask) }
      let rest = causes.count > 3 ? ", and \(causes.count - 3) more" : ""
      line += ": " + causesTitle + shown.joined(separator: ", ") + rest
    }
    if let hint { line += "; " + hint }
    return line
  }

  private var causesTitle: String {
    if case .noBranch(_, let nearest) = kind {
      "the nearest, number \(nearest + 1), has "
    } else {
      ""
    }
  }

  /// The member that a violation of an object is about.
  package var namedMember: String? {
    switch kind {
    case .missing(let name), .missingDependent(let name, _), .unexpectedName(let name): name
    default: nil
    }
  }

  /// What the value must be, in words that stand behind its name.
  package var requirement: String {
    switch kind {
    case .forbidden, .not: "is not allowed"
    case .type(let expected):
      "must be " + SchemaViolation.joined(expected.map(SchemaViolation.article), "or")
    case .const(let expected): "must be \(SchemaViolation.plain(expected))"
    case .enumeration(let expected):
      expected.count == 1
        ? "must be \(SchemaViolation.plain(expected[0]))"
        : "must be one of " + expected.prefix(12).map(SchemaViolation.plain).joined(separator: ", ")
          + (expected.count > 12 ? " and \(expected.count - 12) more" : "")
    case .minimum(let limit, let isExclusive):
      "must be \(isExclusive ? "more than" : "at least") \(limit)"
    case .maximum(let limit, let isExclusive):
      "must be \(isExclusive ? "less than" : "at most") \(limit)"
    case .multipleOf(let unit): "must be a multiple of \(unit)"
    case .minLength(let limit, _):
      limit == 1 ? "must not be empty" : "must have at least \(limit) characters"
    case .maxLength(let limit, _): "must have at most \(SchemaViolation.count(limit, "character"))"
    case .pattern(let source): "must match \(source)"
    case .format(let name): "must be a valid \(name)"
    case .minItems(let limit, _): "must have at least \(SchemaViolation.count(limit, "element"))"
    case .maxItems(let limit, _): "must have at most \(SchemaViolation.count(limit, "element"))"
    case .uniqueItems: "must not repeat an element"
    case .contains(let least, let most, let got):
      got < least
        ? "must have at least \(least) of the elements asked for"
        : "must have at most \(most ?? least) of the elements asked for"
    case .minProperties(let limit, _):
      "must have at least \(SchemaViolation.count(limit, "member"))"
    case .maxProperties(let limit, _): "must have at most \(SchemaViolation.count(limit, "member"))"
    case .missing: "is required"
    case .missingDependent(_, let cause): "is required beside '\(cause)'"
    case .missingAll(let groups):
      "must have "
        + SchemaViolation.joined(
          groups.map { SchemaViolation.joined($0.map { "'\($0)'" }, "and") }, "or")
    case .unexpectedName: "is not known"
    case .unexpectedItem: "is one element too many"
    case .noBranch(let count, _):
      "fits none of \(count) alternatives"
        + (causes.isEmpty
          ? ""
          : "; the nearest: "
            + causes.prefix(3).map { cause in
              let name = cause.namedMember ?? cause.instanceLocation
              return name.isEmpty ? cause.requirement : "'\(name)' \(cause.requirement)"
            }.joined(separator: ", "))
    case .severalBranches: "must fit exactly one alternative, but fits several"
    case .propertyName(let name): "has the name '\(name)', which is not allowed"
    case .tooComplex, .undecided: what
    case .unexplained: "is not valid"
    }
  }

  private static func plain(_ excerpt: SchemaExcerpt) -> String {
    excerpt.kind == .string ? String(excerpt.text.dropFirst().dropLast()) : excerpt.text
  }

  private static func article(_ type: String) -> String {
    switch type {
    case "null": "null"
    case "integer", "array", "object": "an \(type)"
    default: "a \(type)"
    }
  }

  private static func joined(_ words: [String], _ conjunction: String) -> String {
    guard words.count > 1, let last = words.last else { return words.first ?? "nothing" }
    return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)" + (number == 1 ? "" : "s")
  }

  /// Names come from the instance and have any length.
  private static func cut(_ name: String) -> String {
    name.utf8.count <= 60 ? name : name.prefix(57) + "…"
  }
}
