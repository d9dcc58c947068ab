import Testing
import VerifyMockJSON

@testable import VerifyMockCore

@Suite("Templates")
struct TemplateTests {
  private static let now = Instant(nanoseconds: 1_769_849_559_363_253_000)

  /// A template of a document, and what was noted about it.
  private static func read(
    _ json: String, shapes: [String: String] = [:],
    subjects: Set<Term.Subject> = Set(Term.Subject.allCases)
  ) throws -> (template: Template?, problems: [String]) {
    let source = try SourceText(SourceFile(name: "file", text: json))
    let reader = DocumentReader(source)
    var rules = VerificationRules()
    rules.keptNames = ["app"]
    let templates = TemplateReader(
      reader, shapes: try shapes.mapValues { try JSONDocument($0).root }, rules: rules)
    let template = templates.body(source.root, naming: subjects)
    return (template, reader.errors.map(\.what))
  }

  private static func context() throws -> RenderContext {
    let catalogue = try ForeignProviderTests.catalogue.get()
    var context = RenderContext(provider: catalogue.providers[0], now: now)
    context.requestID = Array("r-1".utf8)
    context.accountID = Array("a\"b".utf8)
    context.outcomeText = Array("late".utf8)
    context.outcomeStatus = 429
    context.limitGap = .seconds(61)
    return context
  }

  private static func rendered(
    _ json: String, shapes: [String: String] = [:], _ context: RenderContext
  ) throws -> String {
    let (template, problems) = try read(json, shapes: shapes)
    #expect(problems == [])
    return String(decoding: try #require(template).rendered(context), as: UTF8.self)
  }

  @Test(
    "A placeholder alone keeps its type, in a longer text it is text",
    arguments: [
      (#""{{outcome.status}}""#, "429"), (#""{{ outcome.status }}!""#, #""429!""#),
      (#""{{account.id}}""#, #""a\"b""#), (#"[true, null, 1.50, "x"]"#, #"[true,null,1.50,"x"]"#),
      (#""{{limit.max}}""#, "null"), (#""at most {{limit.max}}""#, #""at most ""#),
    ])
  func values(json: String, expected: String) throws {
    #expect(try Self.rendered(json, Self.context()) == expected)
  }

  /// A verification with so many attempts.
  private static func verification(
    attempts count: Int, _ provider: Provider
  ) throws -> Verification {
    var one = Verification(
      serial: count, owner: .init(account: 1, provider: 0), id: Array("v\(count)".utf8),
      recipient: try #require(PhoneNumber("14155550100")), channel: 0, code: Array("1".utf8),
      created: now, lifetime: .seconds(60), kept: [], client: [],
      behaviour: Behaviour(provider: provider, scenario: nil, origin: .none))
    one.attempts = (1...count).map {
      Verification.Attempt(
        id: Array("a\($0)".utf8), number: $0, channel: 0, created: now, course: .delivered,
        error: nil, kept: [])
    }
    return one
  }

  @Test("A position in one verification's list is not used in another's")
  func nestedLists() throws {
    var context = try Self.context()
    context.verification = try Self.verification(attempts: 2, context.provider)
    context.page = RenderContext.Page(
      items: .verifications([try Self.verification(attempts: 1, context.provider)]), limit: 1,
      offset: 0, first: 0, total: 1)
    let template = """
      { "$each": "verification.attempts",
        "item": { "$each": "page.items", "item": "{{attempt.number}}" } }
      """
    #expect(try Self.rendered(template, context) == "[[1],[1]]")
  }

  @Test(
    "Each view writes its form",
    arguments: [
      ("request.time", #""2026-01-31T08:52:39.363253Z""#),
      ("request.time.nano", #""2026-01-31T08:52:39.363253000Z""#),
      ("request.time.plain", #""2026-01-31 08:52:39""#),
      ("request.time.unix", "1769849559"), ("limit.gap", "61"), ("limit.gap.seconds", "61"),
      ("limit.gap.minutes", "1"), ("outcome.text.upper", #""LATE""#),
      ("outcome.text.spelled", #""l, a, t, e""#), ("number.phone", #""+14155550100""#),
      ("number.phone.digits", #""14155550100""#), ("number.phone.country", #""US""#),
      ("number.created.seconds-left", "90"),
    ])
  func views(placeholder: String, expected: String) throws {
    var context = try Self.context()
    context.number = VerifiedNumber(
      phone: try #require(PhoneNumber("+14155550100")), created: Self.now + .seconds(90),
      modified: Self.now, verification: [], kept: KeptValues())
    #expect(try Self.rendered("\"{{\(placeholder)}}\"", context) == expected)
  }

  @Test("A member whose key ends in a question mark is left out when its value is absent")
  func optionalMembers() throws {
    let json = #"{"a?":"{{limit.max}}","b?":"{{limit.gap}}","c?":"{{limit.max}}","d":1}"#
    #expect(try Self.rendered(json, Self.context()) == #"{"b":61,"d":1}"#)
    #expect(try Self.rendered(#"{"a?":"{{limit.max}}"}"#, Self.context()) == "{}")
  }

  @Test("A list repeats its item; an empty one has a form of its own")
  func lists() throws {
    let json = #"{"$each":"violations","item":{"in":"{{violation.path}}"},"empty":"none"}"#
    var context = try Self.context()
    #expect(try Self.rendered(json, context) == #""none""#)
    context.violations = [
      ReadViolation(path: ["body", "ways", "0"], kind: "type", text: ""),
      ReadViolation(path: ["query", "limit"], kind: "value", text: ""),
    ]
    #expect(
      try Self.rendered(json, context)
        == #"[{"in":["body","ways",0]},{"in":["query","limit"]}]"#)
  }

  @Test("A later key overrides one of a shape and keeps its place")
  func shapes() throws {
    let json = #"{"z":0,"$use":"error","code":2}"#
    let shapes = ["error": #"{"code":1,"text":"{{outcome.text}}"}"#]
    #expect(
      try Self.rendered(json, shapes: shapes, Self.context())
        == #"{"z":0,"code":2,"text":"late"}"#)
  }

  @Test(
    "What names nothing is noted",
    arguments: [
      (#""{{verification.statu}}""#, "there is no placeholder 'verification.statu'"),
      (#""{{verification.kept.ap}}""#, "there is no kept value 'ap'"),
      (#""{{request.time.nan}}""#, "there is no view 'nan'"),
      (#""{{request.id""#, "'{{' is not closed"),
      (#"{"$use":"x"}"#, "there is no shape 'x'"), (#"{"$if":1}"#, "there is no form '$if'"),
    ])
  func problems(json: String, problem: String) throws {
    let (template, problems) = try Self.read(json)
    #expect(template == nil)
    #expect(problems == [problem])
  }

  @Test("A subject that does not exist for an outcome can't be named")
  func subjects() throws {
    let (_, problems) = try Self.read(#""{{number.phone}}""#, subjects: [.request])
    #expect(problems == ["'number.phone' does not exist here"])
  }

  @Test("Every name in the table is read as its own placeholder", arguments: Term.allCases)
  func table(term: Term) throws {
    let text =
      switch term.kind {
      case .kept: term.name + ".app"
      case .value: term.name + ".valid"
      default: term.name
      }
    #expect(try Placeholder(text, keptNames: ["app"], valueNames: ["valid"]).term == term)
    for view in TermView.views(of: term.kind) {
      let placeholder = try Placeholder(term.name + "." + view.name, keptNames: [])
      #expect(placeholder.term == term && placeholder.view == view)
    }
  }
}
