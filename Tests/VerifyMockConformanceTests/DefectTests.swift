import Testing
import VerifyMockCore

@testable import VerifyMockConformance

/// The test of the judge: nothing on the faithful mock, each defect by its name and nothing else.
@Suite struct DefectTests {
  @Test(
    "The faithful mock has no findings",
    arguments: ["plivo-verify", "plivo-caller-id", "d7-verify"])
  func faithful(id: String) throws {
    let (records, findings) = try Court(id).judge()
    print("\(id): \(records.count { $0.response != nil }) requests, \(records.count) planned")
    for record in records where record.skipped != nil {
      print("  skipped \(record.step.name): \(record.skipped?.text ?? "")")
    }
    for finding in findings {
      print(
        "  \(finding.check.id) \(finding.step ?? "") \(finding.what) \(finding.location ?? "") expected \(finding.expected ?? "") got \(finding.got ?? "")"
      )
    }
    #expect(findings.isEmpty)
  }

  @Test("Each defect is found by the finding that names it, and by nothing else")
  func found() throws {
    var right = 0
    var alone = 0
    for defect in Defect.all {
      let court = try Court(defect.provider)
      let scenario: Scenario?
      do {
        scenario = try defect.scenario(court.catalogue)
      } catch {
        Issue.record("\(defect.testDescription): \(error)")
        continue
      }
      let (_, findings) = court.judge(scenario, alter: defect.alter)
      let ids = Set(findings.map(\.check.id))
      if ids == Set(defect.finds) { right += 1 }
      if findings.count == defect.finds.count { alone += 1 }
      let told = findings.map { finding in
        "\(finding.check.id) \(finding.step ?? ""): \(finding.what), \(finding.location ?? "")"
          + " expected \(finding.expected ?? "") got \(finding.got ?? "")"
      }
      // Each cause is told once; a link that leads nowhere new is wrong on two pages.
      #expect(findings.count <= defect.finds.count + 1, "\(defect.testDescription)")
      #expect(
        ids == Set(defect.finds),
        "\(defect.testDescription) wants \(defect.finds): \(told.joined(separator: " | "))")
    }
    #expect(Defect.all.count > 100)
    print("defects found: \(right) of \(Defect.all.count), \(alone) told once")
  }
}
