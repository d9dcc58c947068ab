import VerifyMock

/// `verify-mock schema`: holds JSON files against a JSON Schema.
enum SchemaCommand {
  static let flags: [Arguments.Flag] = [
    .init("--assert-formats"), .init("--output", value: true),
  ]

  static func run(_ words: [String]) throws(UsageError) -> Int32 {
    let arguments = try Arguments(words, flags: flags)
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
