package import VerifyMockJSON
package import VerifyMockSchema

/// One way in which a request or a response is not what its contract says.
package struct ContractViolation: Sendable {
  package enum Side: String, Sendable {
    case request
    case response
  }

  package enum Kind: String, Sendable {
    /// Something that must be there is not.
    case missing
    /// A value of another type.
    case type
    /// A value of the right type that is not allowed.
    case value
    /// Bytes that cannot be read.
    case unreadable
    /// A status that the contract does not have.
    case status
    /// A media type that the contract does not have.
    case mediaType = "media-type"
    /// The limits of evaluation were reached: it is not known whether the contract is broken.
    case undecided
  }

  package let side: Side
  package let kind: Kind
  /// The way to the value: the section, then names and positions; `["body", "recipient"]`.
  package let location: [String]
  /// What is wrong, to stand behind the field's name: `must be at most 8`.
  package let text: String
  /// The value that came, as JSON text, cut when it is long; nil when there was none.
  package let got: String?
  /// What would help; nil when nothing is near.
  package private(set) var hint: String?
  /// Where in the body the value begins; nil when it did not come in the body.
  package let position: TextPosition?
  /// Where the contract says so, as a JSON Pointer into the composed document.
  package let contractPointer: String
  package let place: ContractPlace
  package let provenance: Provenance

  package init(
    side: Side, kind: Kind, location: [String], text: String, got: String?, hint: String?,
    position: TextPosition?, contractPointer: String, place: ContractPlace, provenance: Provenance
  ) {
    self.side = side
    self.kind = kind
    self.location = location
    self.text = text
    self.got = got
    self.hint = hint
    self.position = position
    self.contractPointer = contractPointer
    self.place = place
    self.provenance = provenance
  }

  /// A schema's violation as one of the contract.
  ///
  /// `base` is the location of the value that was checked against the schema; `position` turns the
  /// violation's offset into a place of the body; `fallback` is what the operation says of itself.
  package init(
    _ violation: SchemaViolation, side: Side, base: [String], contract: Contract,
    fallback: Provenance, position: (Int) -> TextPosition?
  ) {
    // One cause in the nearest branch says more than that no branch fits.
    var violation = violation
    while case .noBranch = violation.kind, violation.causes.count == 1,
      let cause = violation.causes.first, !cause.isUndecided
    {
      violation = cause
    }
    let pointer = String(
      decoding: URIReference(violation.absoluteKeywordLocation).fragmentBytes, as: UTF8.self)
    let path = JSONPointer(parsing: violation.instanceLocation)?.tokens ?? []
    let way = contract.text.way(along: pointer)
    self.init(
      side: side, kind: violation.contractKind,
      location: base + path + (violation.namedMember.map { [$0] } ?? []),
      text: violation.requirement, got: violation.shownValue, hint: violation.hint,
      position: position(violation.offset), contractPointer: pointer,
      place: contract.text.place(along: way, pointer: pointer),
      provenance: contract.text.provenance(along: way).or(fallback))
  }

  /// This with another hint.
  package func with(hint: String?) -> ContractViolation {
    var result = self
    result.hint = hint
    return result
  }

  /// `recipient`, `items.0.name`; the section when there is no name.
  package var field: String {
    location.count > 1 ? location.dropFirst().joined(separator: ".") : location.first ?? ""
  }

  /// `body/recipient`
  package var path: String { location.joined(separator: "/") }
}

extension ContractViolation: CustomStringConvertible {
  /// `request body/code_length (1:40): must be at most 8, got 9; documented: API reference`
  package var description: String {
    var line = "\(side.rawValue) \(path)"
    if let position { line += " (\(position))" }
    line += ": \(text)"
    if let got { line += ", got \(got)" }
    if let hint { line += " (\(hint))" }
    let origin = [provenance.certainty?.rawValue, provenance.source].compactMap { $0 }
    return origin.isEmpty ? line : line + "; " + origin.joined(separator: ": ")
  }
}

extension SchemaViolation {
  fileprivate var contractKind: ContractViolation.Kind {
    switch kind {
    case .missing, .missingDependent, .missingAll: .missing
    case .type: .type
    case .tooComplex, .undecided: .undecided
    case .noBranch: causes.allSatisfy { $0.contractKind == .type } ? .type : .value
    default: .value
    }
  }

  /// The value that came, where it helps.
  fileprivate var shownValue: String? {
    switch kind {
    case .missing, .missingDependent, .missingAll, .unexpectedName, .propertyName: nil
    default: value.text
    }
  }
}
