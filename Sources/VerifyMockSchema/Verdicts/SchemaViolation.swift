package import VerifyMockJSON

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

/// What was probably meant by a value or name that breaks a schema.
package enum SchemaSuggestion: Sendable, Equatable {
  /// An allowed value that differs in letter case only, as JSON.
  case valueInOtherCase(String)
  /// An allowed value with few letters changed, as JSON.
  case nearValue(String)
  /// A name that differs in letter case only.
  case nameInOtherCase(String)
  case nearName(String)
  /// The value is written as a string and would do without the quotes.
  case unquote(String)
  /// The value would do as a string.
  case quote

  var text: String {
    switch self {
    case .valueInOtherCase(let value): "letter case matters: did you mean \(value)?"
    case .nearValue(let value): "did you mean \(value)?"
    case .nameInOtherCase(let name): "letter case matters: did you mean '\(name)'?"
    case .nearName(let name): "did you mean '\(name)'?"
    case .unquote(let type): "the \(type) is written as a string: leave the quotes out"
    case .quote: "write it as a string, in quotes"
    }
  }
}

/// A JSON value as messages quote it: its kind, and its text cut to 60 characters.
package struct SchemaExcerpt: Sendable, Equatable {
  package let kind: JSONKind
  /// The JSON text; of arrays and objects their size in words.
  package let text: String

  package init(kind: JSONKind, text: String) {
    self.kind = kind
    self.text = text
  }

  package init(_ view: JSONView) {
    kind = view.kind
    switch view.kind {
    case .array: text = "array of \(view.count)"
    case .object:
      text = view.count == 1 ? "object with 1 member" : "object with \(view.count) members"
    case .string: text = view.withDecodedString { SchemaExcerpt.quoted($0) }
    default:
      let raw = view.raw
      let shown = String(decoding: raw.prefix(57), as: UTF8.self)
      text = raw.count > 60 ? shown + "…" : String(decoding: raw, as: UTF8.self)
    }
  }

  package init(_ element: JSONElement) {
    self = element.document.withView { SchemaExcerpt($0.at(element.index)) }
  }

  private static func quoted(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    // A few bytes more than 60 characters of usual text take.
    let text = String(decoding: bytes.prefix(400), as: UTF8.self)
    guard bytes.count > 400 || bytes.count > 60 && text.count > 60 else {
      return JSONValue.quoted(text)
    }
    return JSONValue.quoted(text.prefix(57) + "…")
  }

  /// The characters of a string without its quotes; nil for another kind.
  var content: String? { kind == .string ? String(text.utf8.dropFirst().dropLast()) : nil }
}
