import Testing
import VerifyMockJSON

@testable import VerifyMockConformance
@testable import VerifyMockCore

@Suite("Templates read backwards")
struct TemplateReadingTests {
  private static func template(_ json: String) throws -> Template {
    let source = try SourceText(SourceFile(name: "file", text: json))
    let reader = DocumentReader(source)
    let templates = TemplateReader(reader, shapes: [:], rules: VerificationRules())
    let template = templates.body(source.root, naming: Set(Term.Subject.allCases))
    #expect(reader.errors.isEmpty)
    return try #require(template)
  }

  private static let json = """
    { "id": "{{request.id}}", "state": "late", "wait?": "{{limit.wait}}",
      "text": "wait {{limit.wait}}s for {{number.phone}}",
      "problems": { "$each": "violations", "item": { "field": "{{violation.field}}" } } }
    """

  @Test("What a template writes, it reads back: values, literals and lists")
  func bothWays() throws {
    let template = try Self.template(Self.json)
    let catalogue = try Repository.catalogue.get()
    var context = RenderContext(provider: catalogue.providers[0], now: Instant(nanoseconds: 0))
    context.requestID = Array("r-1".utf8)
    context.limitWait = .seconds(7)
    context.violations = [ReadViolation(path: ["body", "to"], kind: "type", text: "")]
    let body = try JSONDocument(template.rendered(context))
    let reading = TemplateReading(template.node, body.root)
    #expect(reading.mismatches == [])
    #expect(reading.literalMatches == 2)
    #expect(reading.text(.requestID) == "r-1")
    #expect(reading.text(.limitWait) == "7")
    #expect(reading.list(.violations)?.map { $0.text(.violationField) } == ["to"])
    #expect(reading.allSlots.count == 3)
  }

  @Test(
    "What the template would not write is a mismatch at its place",
    arguments: [
      (#"{"id":"r","state":"done","text":"wait 1s for x","problems":[]}"#, [["state"]]),
      (#"{"id":"r","state":"late","problems":[]}"#, [["text"]]),
      (#"{"id":"r","state":"late","text":"in 1s","problems":[]}"#, [["text"]]),
      (#"[]"#, [[]]),
    ])
  func mismatches(body: String, paths: [[String]]) throws {
    let reading = TemplateReading(try Self.template(Self.json).node, try JSONDocument(body).root)
    #expect(reading.mismatches == paths)
  }
}
