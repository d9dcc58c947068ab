/// One way in which an instance breaks a schema: data, with the text in one place,
/// `SchemaViolation+Text.swift`.
package struct SchemaViolation: Sendable, Equatable {
  /// What is broken, with what was expected.
  package enum Kind: Sendable, Equatable {
    /// The schema is `false`.
    case forbidden
    case type(expected: [String])
    case const(expected: SchemaExcerpt)
    case enumeration(expected: [SchemaExcerpt])
    case minimum(String, isExclusive: Bool)
    case maximum(String, isExclusive: Bool)
    case multipleOf(String)
    case minLength(Int, got: Int)
    case maxLength(Int, got: Int)
    case pattern(String)
    case format(String)
    case minItems(Int, got: Int)
    case maxItems(Int, got: Int)
    /// Two elements, by index, are equal.
    case uniqueItems(Int, Int)
    case contains(least: Int, most: Int?, got: Int)
    case minProperties(Int, got: Int)
    case maxProperties(Int, got: Int)
    case missing(name: String)
    /// A member's presence asks for another one.
    case missingDependent(name: String, dueTo: String)
    /// None of several groups of names is there whole.
    case missingAll(groups: [[String]])
    /// A member whose name the schema does not allow.
    case unexpectedName(String)
    /// An element beyond those that the schema allows.
    case unexpectedItem
    /// No branch of `anyOf` or `oneOf` accepts the value; `causes` are those of the nearest one.
    case noBranch(count: Int, nearest: Int)
    /// More than one branch of `oneOf` accepts the value.
    case severalBranches([Int])
    /// The schema under `not` accepts the value.
    case not
    /// The name of a member breaks `propertyNames`; `causes` say how.
    case propertyName(String)
    /// The value is not valid, but too many schemas lie between here and the reason.
    case unexplained
    /// The limits of evaluation were reached: it is not known whether the value is valid.
    case tooComplex
    /// A pattern takes more than so many steps: it is not known whether the value is valid.
    case undecided(pattern: String, steps: Int)
  }

  /// Whether nothing is known: this is no verdict on the value.
  package var isUndecided: Bool {
    switch kind {
    case .tooComplex, .undecided: true
    default: false
    }
  }

  /// The JSON Pointer of the offending value.
  package var instanceLocation: String
  /// Where it begins in the instance's bytes; of a member that should not be there, its key.
  package var offset: Int
  package var keyword: String
  /// The way that evaluation took to the keyword, references included.
  package var keywordLocation: String
  /// The URI of the keyword itself.
  package var absoluteKeywordLocation: String
  package var kind: Kind
  /// The offending value, shortened.
  package var value: SchemaExcerpt
  /// What was probably meant.
  package var suggestion: SchemaSuggestion?
  package var causes: [SchemaViolation]

  /// What to do about it, in words; nil when nothing sensible can be said.
  package var hint: String? { suggestion?.text }

  package init(
    instanceLocation: String, offset: Int, keyword: String, keywordLocation: String,
    absoluteKeywordLocation: String, kind: Kind, value: SchemaExcerpt,
    suggestion: SchemaSuggestion? = nil, causes: [SchemaViolation] = []
  ) {
    self.instanceLocation = instanceLocation
    self.offset = offset
    self.keyword = keyword
    self.keywordLocation = keywordLocation
    self.absoluteKeywordLocation = absoluteKeywordLocation
    self.kind = kind
    self.value = value
    self.suggestion = suggestion
    self.causes = causes
  }
}
