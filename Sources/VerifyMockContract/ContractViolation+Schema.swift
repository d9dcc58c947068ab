package import VerifyMockJSON
package import VerifyMockSchema

extension ContractViolation {
  /// A schema's violation as one of the contract.
  ///
  /// `base` is the location of the value that was held against the schema; `position` turns the
  /// violation's offset into a place of the body; `fallback` is what the operation says of itself.
  package init(
    _ violation: SchemaViolation, side: Side, base: [String], contract: Contract,
    fallback: Provenance, position: (Int) -> TextPosition?
  ) {
    // One cause in the nearest branch says more than that no branch fits.
    var violation = violation
    while case .noBranch = violation.kind, violation.causes.count == 1,
      let cause = violation.causes.first
    {
      violation = cause
    }
    let pointer = Self.pointer(ofKeyword: violation.absoluteKeywordLocation)
    var location = base + ContractText.tokens(of: violation.instanceLocation)
    if let name = violation.namedMember { location.append(name) }
    let way = contract.text.way(along: pointer)
    self.init(
      side: side, kind: violation.contractKind, location: location,
      text: violation.requirement, got: violation.shownValue, hint: violation.hint,
      position: position(violation.offset), contractPointer: pointer,
      place: contract.text.place(along: way, pointer: pointer),
      provenance: contract.text.provenance(along: way).or(fallback))
  }

  /// The pointer in a keyword's URI.
  private static func pointer(ofKeyword uri: String) -> String {
    guard let hash = uri.utf8.firstIndex(of: UInt8(ascii: "#")) else { return "" }
    return ContractText.percentDecoded(uri.utf8[uri.utf8.index(after: hash)...])
  }
}

extension SchemaViolation {
  /// The member that a violation of an object is about.
  fileprivate var namedMember: String? {
    switch kind {
    case .missing(let name), .missingDependent(let name, _), .unexpectedName(let name): name
    default: nil
    }
  }

  fileprivate var contractKind: ContractViolation.Kind {
    switch kind {
    case .missing, .missingDependent, .missingAll: .missing
    case .type: .type
    case .noBranch: causes.allSatisfy { $0.contractKind == .type } ? .type : .value
    default: .value
    }
  }

  /// The value that came, where it helps.
  fileprivate var shownValue: String? {
    switch kind {
    case .missing, .missingDependent, .missingAll, .unexpectedName, .propertyName: nil
    default: value.text
    }
  }

  /// What the value must be, in plain words that stand behind its name.
  fileprivate var requirement: String {
    switch kind {
    case .forbidden, .not: "is not allowed"
    case .type(let expected): "must be " + Self.joined(expected.map(Self.article), "or")
    case .const(let expected): "must be \(Self.plain(expected))"
    case .enumeration(let expected):
      expected.count == 1
        ? "must be \(Self.plain(expected[0]))"
        : "must be one of " + expected.prefix(12).map(Self.plain).joined(separator: ", ")
          + (expected.count > 12 ? " and \(expected.count - 12) more" : "")
    case .minimum(let limit, let isExclusive):
      "must be \(isExclusive ? "more than" : "at least") \(limit)"
    case .maximum(let limit, let isExclusive):
      "must be \(isExclusive ? "less than" : "at most") \(limit)"
    case .multipleOf(let unit): "must be a multiple of \(unit)"
    case .minLength(let limit, _):
      limit == 1 ? "must not be empty" : "must have at least \(limit) characters"
    case .maxLength(let limit, _): "must have at most \(Self.count(limit, "character"))"
    case .pattern(let source): "must match \(source)"
    case .format(let name): "must be a valid \(name)"
    case .minItems(let limit, _): "must have at least \(Self.count(limit, "element"))"
    case .maxItems(let limit, _): "must have at most \(Self.count(limit, "element"))"
    case .uniqueItems: "must not repeat an element"
    case .contains(let least, let most, let got):
      got < least
        ? "must have at least \(least) of the elements asked for"
        : "must have at most \(most ?? least) of the elements asked for"
    case .minProperties(let limit, _): "must have at least \(Self.count(limit, "member"))"
    case .maxProperties(let limit, _): "must have at most \(Self.count(limit, "member"))"
    case .missing: "is required"
    case .missingDependent(_, let cause): "is required beside '\(cause)'"
    case .missingAll(let groups):
      "must have " + Self.joined(groups.map { Self.joined($0.map { "'\($0)'" }, "and") }, "or")
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
    case .tooComplex: "cannot be judged: the schema is too complex"
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

  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)" + (number == 1 ? "" : "s")
  }

  private static func joined(_ words: [String], _ conjunction: String) -> String {
    guard words.count > 1, let last = words.last else { return words.first ?? "nothing" }
    return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
  }
}
