package import VerifyMockJSON

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
  }

  package let side: Side
  package let kind: Kind
  /// The way to the value: the section, then names and positions; `["body", "recipient"]`.
  package let location: [String]
  /// What is wrong in plain words, to stand behind the field's name: `must be at most 8`.
  package let text: String
  /// The value that came, as JSON text, cut when it is long; nil when there was none.
  package let got: String?
  /// What would help; nil when nothing is near.
  package let hint: String?
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

  /// This with another hint.
  package func with(hint: String?) -> ContractViolation {
    ContractViolation(
      side: side, kind: kind, location: location, text: text, got: got, hint: hint,
      position: position, contractPointer: contractPointer, place: place, provenance: provenance)
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
    switch (provenance.certainty, provenance.source) {
    case (let certainty?, let source?): line += "; \(certainty.rawValue): \(source)"
    case (let certainty?, nil): line += "; \(certainty.rawValue)"
    case (nil, let source?): line += "; \(source)"
    case (nil, nil): break
    }
    return line
  }
}
