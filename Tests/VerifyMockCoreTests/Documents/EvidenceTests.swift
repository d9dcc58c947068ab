import Foundation
import Testing
import VerifyMockCore
import VerifyMockJSON
import VerifyMockContract

@Suite("Evidence and counter-examples")
struct EvidenceTests {
  private func violations(_ file: SourceFile) throws -> (
    found: [ContractViolation], wanted: [JSONElement]
  )? {
    let document = try JSONDocument(file.bytes)
    let id = String(file.name.split(separator: "/")[0])
    let catalogue = try Repository.catalogue.get()
    guard let provider = catalogue.providers.first(where: { $0.id == id }),
      let name = document.root["operation"]?.string,
      let operation = provider.contract.operation(name),
      let response = document.root["response"], let status = response["status"]?.int
    else { return nil }
    var body: [UInt8] = []
    if let text = response["text"]?.string {
      body = Array(text.utf8)
    } else if let element = response["body"] {
      body = Array(element.rawText.utf8)
    }
    let type =
      (response["headers"]?.members ?? []).first {
        $0.key.string?.lowercased() == "content-type"
      }?.value.stringBytes ?? []
    var scratch = ResponseScratch()
    let found = body.withUnsafeBufferPointer { body in
      type.withUnsafeBufferPointer { type in
        provider.contract.violations(
          response: status, body: body, of: operation, scratch: &scratch,
          field: { $0.count == 12 && !type.isEmpty ? type : nil })
      }
    }
    return (found, document.root["violates"]?.elements ?? [])
  }

  private static func files(_ isCounter: Bool) throws -> [SourceFile] {
    try ["plivo-verify", "plivo-caller-id", "d7-verify"].flatMap { folder in
      try Repository.files(in: "Fixtures/" + folder).map {
        SourceFile(name: folder + "/" + $0.name, bytes: $0.bytes)
      }
    }.filter { $0.name.contains("counter-examples") == isCounter }
  }

  @Test("Every documented answer is what its contract says")
  func documented() throws {
    var held = 0
    for file in try Self.files(false) {
      guard let (found, _) = try violations(file) else { continue }
      held += 1
      for violation in found { Issue.record("\(file.name): \(violation)") }
    }
    #expect(held > 60)
  }

  @Test("Every counter-example that a schema can tell is told")
  func counterExamples() throws {
    let schemaKeywords: Set<String> = [
      "type", "enum", "required", "format", "pattern", "minimum", "maximum", "anyOf", "oneOf",
      "minLength", "status", "content-type", "syntax",
    ]
    var held = 0
    for file in try Self.files(true) {
      guard let (found, wanted) = try violations(file) else { continue }
      let mine = wanted.filter {
        $0["in"]?.string != "request" && schemaKeywords.contains($0["keyword"]?.string ?? "")
      }
      if mine.isEmpty { continue }
      held += 1
      #expect(!found.isEmpty, "\(file.name) passes")
    }
    #expect(held > 30)
  }
}
