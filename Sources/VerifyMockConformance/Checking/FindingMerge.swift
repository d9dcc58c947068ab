import VerifyMockJSON

/// Reports each cause once: joins equal findings and those that follow from another.
enum FindingMerge {
  /// Checks that one defect breaks together, the one that names it best first.
  private static let families: [[Check]] = [
    [.unknownID, .malformedID],
    [
      .outOfRange, .badEnumeration, .wrongType, .missingRequired, .malformedJSON, .emptyBody,
      .wrongMediaType, .unknownExtra, .malformedID,
    ],
    [.wrongCode, .secondCheck, .expiredCode, .attemptLimit],
  ]

  /// A check that necessarily breaks together with another.
  private static let consequences: [(of: Check, Check)] = [
    (.secondCheck, .race), (.wrongCode, .attemptLimit), (.wrongSecret, .otherAccount),
    (.rightCode, .race),
  ]

  /// What a door that lets everybody in breaks together, the check that names it best first.
  private static let access: [Check] = [.wrongSecret, .noCredentials, .wrongScheme, .otherAccount]

  static func isAccess(_ check: Check) -> Bool { access.contains(check) }

  static func merged(_ findings: [Finding]) -> [Finding] {
    var result: [Finding] = []
    for finding in findings {
      if let index = result.firstIndex(where: { $0.check == finding.check && $0.key == finding.key }
      ) {
        result[index].repeats += 1
        result[index].severity = max(result[index].severity, finding.severity)
        result[index].operations.formUnion(finding.operations)
      } else {
        result.append(finding)
      }
    }
    for check in [Check.errorShape, .pagination] { joinSteps(check, in: &result) }
    for family in families { merge(family, in: &result) }
    mergeAccess(in: &result)
    for (cause, check) in consequences where result.contains(where: { $0.check == cause }) {
      result.removeAll { $0.check == check }
    }
    if result.contains(where: { $0.check == .wrongCode && isAccepted($0) }) {
      // The verification is approved by then, whatever its later answers contain.
      result.removeAll { $0.check == .wrongCode && $0.status == nil }
      result.removeAll { $0.check == .rightCode }
    } else if result.contains(where: { $0.check == .wrongCode && $0.status == nil }) {
      result.removeAll { $0.check == .rightCode }
    }
    // Who makes things up for an unknown id does so for another account's.
    for unknown in result where unknown.check == .unknownID && isAccepted(unknown) {
      result.removeAll {
        $0.check == .otherAccount && $0.operations.isSubset(of: unknown.operations)
      }
    }
    return result.enumerated().sorted {
      ($0.element.check, $0.offset) < ($1.element.check, $1.offset)
    }.map(\.element)
  }

  private static func isAccepted(_ finding: Finding) -> Bool {
    finding.status.map { 200..<300 ~= $0 } ?? false
  }

  /// Joins the findings of one answer.
  private static func joinSteps(_ check: Check, in findings: inout [Finding]) {
    var result: [Finding] = []
    for finding in findings {
      guard finding.check == check,
        let first = result.firstIndex(where: { $0.check == check && $0.step == finding.step })
      else {
        result.append(finding)
        continue
      }
      result[first].hint = (result[first].hint.map { $0 + "; " } ?? "also: ") + finding.what
      result[first].severity = max(result[first].severity, finding.severity)
    }
    findings = result
  }

  /// Drops what another check of credentials has shown of the same operations.
  private static func mergeAccess(in findings: inout [Finding]) {
    var kept: [Finding] = []
    for check in access {
      for finding in findings where finding.check == check && finding.status != nil {
        let cause = kept.firstIndex {
          $0.check != check && $0.operations.isSuperset(of: finding.operations)
            && $0.severity >= finding.severity
        }
        guard let cause else {
          kept.append(finding)
          continue
        }
        kept[cause].repeats += 1 + finding.repeats
        let hint = kept[cause].hint
        kept[cause].hint = hint.map { $0 + ", " + check.id } ?? "also seen by " + check.id
      }
    }
    findings.removeAll { isAccess($0.check) && $0.status != nil }
    findings += kept
  }

  private static func merge(_ family: [Check], in findings: inout [Finding]) {
    var byStatus: [Int: Int] = [:]
    var dropped: Set<Int> = []
    for check in family {
      for (i, finding) in findings.enumerated() where finding.check == check {
        guard let got = finding.status else { continue }
        // Two things that are accepted need not be one defect.
        if family.first == .wrongCode, isAccepted(finding) { continue }
        guard let first = byStatus[got] else {
          byStatus[got] = i
          continue
        }
        findings[first].repeats += 1 + finding.repeats
        findings[first].severity = max(findings[first].severity, finding.severity)
        if findings[first].check != check {
          let words =
            findings[first].hint.map { $0 + ", " + check.id } ?? "also seen by " + check.id
          if findings[first].hint?.includes(check.id) != true { findings[first].hint = words }
        }
        dropped.insert(i)
      }
    }
    findings = findings.enumerated().filter { !dropped.contains($0.offset) }.map(\.element)
  }
}
