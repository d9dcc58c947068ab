/// How the verdict on an instance is written.
package enum SchemaOutputFormat: String, Sendable, CaseIterable {
  /// One line for each violation, for people.
  case text
  /// [`{"valid":false}`](https://json-schema.org/draft/2020-12/json-schema-core#section-12.4.1)
  case flag
  /// [A flat list of errors, or of annotations](https://json-schema.org/draft/2020-12/json-schema-core#section-12.4.2)
  case basic
}

/// The verdict of `verify-mock schema` on one instance: what it prints, and how it ended.
package struct SchemaOutput: Sendable, Equatable {
  package enum Outcome: Sendable, Equatable {
    case valid
    case invalid
    /// The limits of evaluation were reached, so that there is no verdict.
    case undecided
    /// The schema is none, or the instance is not JSON; ``SchemaOutput/text`` says where.
    case unusable
  }

  package let outcome: Outcome
  /// Without a line break at its end.
  package let text: String

  package init(outcome: Outcome, text: String) {
    self.outcome = outcome
    self.text = text
  }
}
