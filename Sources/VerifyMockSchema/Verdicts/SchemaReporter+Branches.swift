import VerifyMockJSON

extension SchemaReporter {
  /// The verdict on a failed `anyOf` or `oneOf`.
  mutating func explainBranches(
    _ schemas: [Int], isExclusive: Bool, _ check: SchemaCheck, _ site: ReportSite
  ) -> [SchemaViolation] {
    if isExclusive {
      let satisfied = schemas.indices.filter { evaluator.accepts(schemas[$0], site.node) }
      if !satisfied.isEmpty { return [violation(.severalBranches(satisfied), check, site)] }
    }
    if let groups = requiredGroups(schemas) {
      return [violation(.missingAll(groups: groups), check, site)]
    }
    let branches = schemas.map { explain($0, site.node, at: path(to: $0, in: site)) }
    let location = TapeLocation.pointer(
      to: site.node, from: root, in: evaluator.view(site.node))
    if let merged = merged(branches, at: location) {
      return [violation(merged.kind, check, site, suggestion: merged.suggestion)]
    }
    let ranks = branches.map { BranchRank($0, at: location) }
    let nearest = ranks.indices.min { ranks[$0] < ranks[$1] } ?? 0
    // Where all others are of another type, there is no doubt which one was meant.
    if ranks.count(where: { !$0.isOtherType }) == 1, !ranks[nearest].isOtherType,
      !branches[nearest].allSatisfy(\.isUndecided)
    {
      return branches[nearest]
    }
    return [
      violation(
        .noBranch(count: branches.count, nearest: nearest), check, site, causes: branches[nearest])
    ]
  }

  /// The names of branches that say nothing but `required`; nil when one says more.
  private func requiredGroups(_ schemas: [Int]) -> [[String]]? {
    var groups: [[String]] = []
    for schema in schemas.map({ set.schemas[$0] }) {
      guard schema.types == .any || schema.types == .object, schema.checks.count == 1,
        case .required(let names) = schema.checks[0].rule
      else { return nil }
      groups.append(names.map { String(decoding: $0, as: UTF8.self) })
    }
    return groups
  }

  /// One verdict for branches of which each only names a type, or only values.
  private func merged(
    _ branches: [[SchemaViolation]], at location: String
  ) -> (kind: SchemaViolation.Kind, suggestion: SchemaSuggestion?)? {
    var types: [String] = []
    var values: [SchemaExcerpt] = []
    var suggestion: SchemaSuggestion?
    for branch in branches {
      guard branch.count == 1, branch[0].instanceLocation == location else { return nil }
      switch branch[0].kind {
      case .type(let expected): types += expected.filter { !types.contains($0) }
      case .const(let expected): values.append(expected)
      case .enumeration(let expected): values += expected
      default: return nil
      }
      if case .valueInOtherCase = branch[0].suggestion {
        suggestion = branch[0].suggestion
      } else {
        suggestion = suggestion ?? branch[0].suggestion
      }
    }
    if values.isEmpty { return (.type(expected: types), suggestion) }
    return types.isEmpty ? (.enumeration(expected: values), suggestion) : nil
  }
}

/// How far a branch is from accepting a value; the lower the nearer.
private struct BranchRank: Comparable {
  /// The branch wants a value of another type.
  var isOtherType = false
  /// Values that tell branches apart, and do not fit: `const` and `enum` here or one step down.
  var otherValues = 0
  /// Names that are missing or too many here.
  var otherNames = 0
  var count = 0
  var depth = 0

  init(_ violations: [SchemaViolation], at location: String) {
    let here = location.utf8.count(where: { $0 == UInt8(ascii: "/") })
    count = violations.count
    for violation in violations {
      let steps = violation.instanceLocation.utf8.count(where: { $0 == UInt8(ascii: "/") }) - here
      depth = max(depth, steps)
      switch violation.kind {
      case .type where steps == 0: isOtherType = true
      case .forbidden where steps == 0: isOtherType = true
      case .const where steps <= 1: otherValues += 1
      case .enumeration where steps <= 1: otherValues += 1
      case .missing where steps == 0: otherNames += 1
      case .unexpectedName where steps <= 1: otherNames += 1
      default: continue
      }
    }
  }

  static func < (left: BranchRank, right: BranchRank) -> Bool {
    (left.isOtherType ? 1 : 0, left.otherValues, left.otherNames, left.count, -left.depth)
      < (right.isOtherType ? 1 : 0, right.otherValues, right.otherNames, right.count, -right.depth)
  }
}
