import Foundation
import Testing
import VerifyMockCore

@Suite("Contracts that can't be decided")
struct UndecidedTests {
  @Test("A pattern that takes too many steps is a note of the exchange, not a violation")
  func notes() throws {
    let pattern = #""pattern": "^(?:([^z]+)+\\1z|[^z]+)$""#
    let files = try Repository.files(in: "Scenarios").map { file in
      guard file.name == "d7-verify/openapi.json" else { return file }
      let text = String(decoding: file.bytes, as: UTF8.self)
        .replacingOccurrences(
          of: #""otp_id": { "type": "string", "format": "uuid" },"#,
          with: #""otp_id": { "type": "string", \#(pattern) },"#
        ).replacingOccurrences(
          of: #""content": { "type": "string","#,
          with: #""content": { "type": "string", \#(pattern),"#)
      return SourceFile(name: file.name, text: text)
    }
    var lab = try Laboratory()
    lab.engine = Engine(catalogue: try Catalogue(files), options: EngineOptions(seed: 7))
    let answer = try lab.send(
      "POST", "/verify/v1/otp/send-otp",
      #"{"recipient":"+14155550100","content":"The code for the web shop is {}"}"#,
      headers: ["Authorization: Bearer token"])
    #expect(answer.status == 200)
    #expect(answer.exchange.requestViolations.isEmpty)
    #expect(answer.exchange.responseViolations.isEmpty)
    let notes = answer.exchange.notes.filter { $0.kind == .undecided }
    #expect(notes.map(\.location) == ["body/content", "body/otp_id"])
    #expect(notes.allSatisfy { $0.text.hasPrefix("undecided: the pattern '^(?:([^z]+)+") })
  }
}
