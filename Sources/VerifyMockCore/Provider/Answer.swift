package import VerifyMockSchema

/// How an outcome is told.
package struct Answer: Sendable {
  package let status: Int
  /// Field lines without placeholders are complete; the others are rendered.
  package let fields: [(name: String, value: Template)]
  /// Nil for an empty body.
  package let body: Template?
  package let text: Template?
  package let certainty: Certainty
  /// Where in the provider's document it stands; ``SourceText/place(offset:)`` names the place.
  package let offset: Int
}
