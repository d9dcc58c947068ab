import VerifyMockSchema

/// Holds JSON texts against one schema, for the command line.
package struct SchemaJudge {
  /// A text with its name for messages.
  package struct Input: Sendable {
    package let name: String
    package let bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  /// The names of the output formats.
  package static let formats = SchemaOutputFormat.allCases.map(\.rawValue)

  private let schema: Input
  private let format: SchemaOutputFormat
  private let assertsFormats: Bool

  package init(schema: Input, format: String, assertsFormats: Bool) {
    self.schema = schema
    self.format = SchemaOutputFormat(rawValue: format) ?? .text
    self.assertsFormats = assertsFormats
  }

  /// - Returns: what to print for each instance, and the exit code: 0 valid, 1 not, 2 unusable or
  ///   undecided.
  package func judge(_ instances: [Input]) -> [(text: String, code: Int32)] {
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
