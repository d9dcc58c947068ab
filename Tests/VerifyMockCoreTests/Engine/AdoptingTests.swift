import Testing
import VerifyMockCore
import VerifyMockJSON

@Suite("Other documents while a server runs")
struct AdoptingTests {
  @Test("State stays, a changed scenario holds from the next send on, and new providers are served")
  func adopting() throws {
    var lab = try Laboratory()
    try lab.use("wrong-code")
    let id = try lab.create()
    var files = try Repository.files(in: "Scenarios") + Repository.files(in: "Fixtures/providers")
    files.append(
      SourceFile(
        name: "wrong-code.json",
        text: #"{"scenario":"wrong-code","summary":"Never wrong.","steps":[]}"#))
    let initial = lab.engine.settings
    let renewed = try lab.engine.adopt(try Catalogue(files), initial: initial)
    #expect(renewed.count == initial.count + 3)
    let new = try lab.send("POST", "/v1/PR11111111/requests", "{}")
    #expect(new.exchange.isMatched)
    #expect(try lab.check(id, lab.code).exchange.outcome == .wrongCode)
    let later = try lab.create(to: "+14155550101")
    #expect(try lab.check(later, lab.code).exchange.outcome == .approved)
  }

  @Test("Documents in which a scenario in force is broken change nothing")
  func broken() throws {
    var lab = try Laboratory()
    try lab.use("wrong-code")
    var files = try Repository.files(in: "Scenarios")
    files.append(
      SourceFile(
        name: "wrong-code.json",
        text:
          #"{"scenario":"wrong-code","summary":"x","steps":[{"on":"chek","outcome":"expired"}]}"#))
    let catalogue = try Catalogue(files)
    #expect(throws: DocumentErrors.self) {
      try lab.engine.adopt(catalogue, initial: lab.engine.settings)
    }
    let id = try lab.create()
    #expect(try lab.check(id, lab.code).exchange.outcome == .wrongCode)
  }
}
