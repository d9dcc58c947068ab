import VerifyMock
import VerifyMockSchema

/// `verify-mock schema`: validates JSON files against a JSON Schema.
enum SchemaCommand {
  static let declaration = Command(
    "schema", brief: "schema SCHEMA FILE…", synopsis: "schema SCHEMA.json INSTANCE.json… [FLAG…]",
    "validate JSON files against a JSON Schema",
    operand: .file,
    flags: [
      Flag("--assert-formats", "report a value that does not have its format"),
      Flag(
        "--output", value: Operand("FORMAT", .words(SchemaJudge.formats)),
        "text (default), or the output format flag or basic of the specification"),
    ],
    notes: "`-` is the standard input. Exit codes: 0 valid; 1 not valid; 2 unusable or undecided.",
    run: run)

  static var flags: [Flag] { declaration.allFlags }

  static func run(_ words: [String]) throws(UsageError) -> Int32 {
    let arguments = try CommandArguments(words, flags: flags)
    guard let schema = arguments.words.first, arguments.words.count > 1 else {
      throw UsageError(
        "a schema and at least one instance are needed: verify-mock schema SCHEMA.json FILE…")
    }
    let format = arguments.value("--output") ?? "text"
    let known = SchemaJudge.formats
    guard known.contains(format) else {
      throw UsageError("'--output' is not '\(format)'" + Suggestion.text(format, among: known))
    }
    let judge = SchemaJudge(
      schema: try read(schema), format: format, assertsFormats: arguments.has("--assert-formats"))
    var instances: [SchemaJudge.Input] = []
    for path in arguments.words.dropFirst() { instances.append(try read(path)) }
    var worst: Int32 = 0
    for (text, code) in judge.judge(instances) {
      if code == 2 { ProcessContext.printError(text) } else { ProcessContext.print(text) }
      worst = max(worst, code)
    }
    return worst
  }

  private static func read(_ path: String) throws(UsageError) -> SchemaJudge.Input {
    SchemaJudge.Input(name: path == "-" ? "stdin" : path, bytes: try InputFile.read(path))
  }
}

/// Validates JSON texts against one schema, for the command line.
struct SchemaJudge {
  /// A text with its name for messages.
  struct Input: Sendable {
    let name: String
    let bytes: [UInt8]

    init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  /// The names of the output formats.
  static let formats = SchemaOutputFormat.allCases.map(\.rawValue)

  private let schema: Input
  private let format: SchemaOutputFormat
  private let assertsFormats: Bool

  init(schema: Input, format: String, assertsFormats: Bool) {
    self.schema = schema
    self.format = SchemaOutputFormat(rawValue: format) ?? .text
    self.assertsFormats = assertsFormats
  }

  /// - Returns: what to print for each instance, and the exit code: 0 valid, 1 not, 2 unusable or
  ///   undecided.
  func judge(_ instances: [Input]) -> [(text: String, code: Int32)] {
    SchemaOutput.judge(
      schema: .init(name: schema.name, bytes: schema.bytes),
      instances: instances.map { .init(name: $0.name, bytes: $0.bytes) }, format: format,
      assertFormats: assertsFormats
    ).map { output in
      switch output.outcome {
      case .valid: (output.text, 0)
      case .invalid: (output.text, 1)
      case .undecided, .unusable: (output.text, 2)
      }
    }
  }
}
