/// What a schema says about a valid value without judging it.
package struct SchemaAnnotation: Sendable, Equatable {
  package let instanceLocation: String
  package let keywordLocation: String
  package let absoluteKeywordLocation: String
  /// The annotation as JSON.
  package let value: String

  /// The output unit.
  var json: String {
    "{\"valid\":true,\"keywordLocation\":\(OutputText.quoted(keywordLocation)),"
      + "\"absoluteKeywordLocation\":\(OutputText.quoted(absoluteKeywordLocation)),"
      + "\"instanceLocation\":\(OutputText.quoted(instanceLocation)),\"annotation\":\(value)}"
  }
}
