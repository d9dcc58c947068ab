/// A template as a tree: what a document says, with shapes put in and placeholders resolved.
///
/// The mock compiles it to a ``Template`` and writes it; the conformance runner reads it backwards.
package indirect enum TemplateNode: Sendable, Equatable {
  /// JSON text without a placeholder.
  case literal([UInt8])
  /// A value that keeps its type.
  case slot(Placeholder)
  /// A string with placeholders inside.
  case text([Segment])
  case object([Member])
  case array([TemplateNode])
  case each(TemplateList, item: TemplateNode, empty: TemplateNode)

  package enum Segment: Sendable, Equatable {
    /// Plain text, not escaped.
    case literal([UInt8])
    case slot(Placeholder)
  }

  package struct Member: Sendable, Equatable {
    package let key: String
    /// Whether the member is left out when its value is absent.
    package let isOptional: Bool
    package let value: TemplateNode
  }
}

/// A list that `$each` goes through.
package enum TemplateList: String, Sendable, CaseIterable {
  case attempts = "verification.attempts"
  case checks = "verification.checks"
  case items = "page.items"
  case violations

  /// What each item is.
  package var subject: Term.Subject? {
    switch self {
    case .attempts: .attempt
    case .checks: .check
    case .items: nil
    case .violations: .violation
    }
  }
}
