package import VerifyMockJSON

/// A value of a request in the type that the contract asks for.
package enum ArgumentValue: Sendable {
  /// A decoded text.
  case text([UInt8])
  case json(JSONElement)

  /// The decoded text of a string, the text of a number or a boolean; nil for other kinds.
  var simpleText: [UInt8]? {
    switch self {
    case .text(let text): text
    case .json(let element): element.simpleText
    }
  }

  /// The value as JSON text.
  package var jsonText: [UInt8] {
    switch self {
    case .text(let text): JSONText.quoted(text)
    case .json(let element): element.rawBytes
    }
  }
}

/// What a request says, read the way the contract means it.
package final class RequestInputs: Sendable {
  /// What was read as if it had been written the way the contract wants it.
  package let notes: [Tolerance]
  /// Why something can't be read; what can be is there.
  package let unreadable: UnreadableReason?
  /// The inputs that have a value.
  let given: [Given]
  /// Which media type of the operation the body was read as; nil without a body.
  let content: Int?
  /// The body in the contract's names and types, which its schema is checked against: as it was
  /// received if that fits.
  package let body: JSONDocument?
  /// Where the parts of a body that was written anew came from in ``received``; nil for one that
  /// stands there as it is.
  private let places: [ReceivedPlace]?
  private let received: [UInt8]

  struct Given: Sendable {
    /// The position among the operation's inputs.
    let input: Int
    let value: ArgumentValue
    let origin: InputOrigin
  }

  init(
    notes: [Tolerance], unreadable: UnreadableReason?, given: [Given], content: Int?,
    body: JSONDocument?, places: [ReceivedPlace]?, received: [UInt8]
  ) {
    self.notes = notes
    self.unreadable = unreadable
    self.given = given
    self.content = content
    self.body = body
    self.places = places
    self.received = received
  }

  func given(_ input: Int) -> Given? { given.first { $0.input == input } }

  /// The first input of a location that was given, else the first that has a default.
  func given(_ slot: InputSlot) -> Given? {
    var byDefault: Given?
    for input in slot.inputs {
      guard let given = given(input) else { continue }
      if given.origin != .byDefault { return given }
      byDefault = byDefault ?? given
    }
    return byDefault
  }

  /// The value at a compiled location; nil when it was not given and has no default.
  package func value(_ slot: InputSlot) -> ArgumentValue? {
    guard let value = given(slot)?.value else { return nil }
    if slot.rest.isEmpty { return value }
    guard case .json(var element) = value else { return nil }
    for step in slot.rest {
      switch step {
      case .key(let key):
        guard let member = element[key] else { return nil }
        element = member
      case .index(let index):
        let elements = element.elements
        guard elements.indices.contains(index) else { return nil }
        element = elements[index]
      }
    }
    return .json(element)
  }

  /// The place in the received body of a byte of ``body``; nil for what did not come in it.
  package func position(of offset: Int) -> TextPosition? {
    var offset = offset
    if let places {
      guard let place = places.last(where: { $0.written <= offset }) else { return nil }
      offset = place.received + (place.isCopy ? offset - place.written : 0)
    }
    return TextPosition(offset: offset, in: received)
  }
}

/// What a request says, by the locations of a provider's document.
struct Arguments {
  let inputs: RequestInputs
  /// The account that the credentials name; nil before that is known.
  var account: (id: [UInt8], uuid: [UInt8])?

  /// The text of a simple value, decoded; nil when the request does not give it and it has no
  /// default.
  func bytes(at location: Location) -> [UInt8]? {
    for source in location.sources {
      switch source {
      case .input(let slot): if let text = inputs.value(slot)?.simpleText { return text }
      case .accountID: if let account { return account.id }
      case .accountUUID: if let account { return account.uuid }
      }
    }
    return nil
  }

  /// A value as JSON text; nil when the request does not give it.
  func json(at location: Location, givenOnly: Bool = false) -> [UInt8]? {
    for source in location.sources {
      switch source {
      case .input(let slot):
        if givenOnly, inputs.given(slot)?.origin == .byDefault { continue }
        if let value = inputs.value(slot) { return value.jsonText }
      case .accountID, .accountUUID:
        guard !givenOnly, let account else { continue }
        if case .accountID = source { return JSONText.quoted(account.id) }
        return JSONText.quoted(account.uuid)
      }
    }
    return nil
  }

  func text(at location: Location?) -> String? {
    guard let location, let bytes = bytes(at: location) else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  func int(at location: Location?) -> Int? { text(at: location).flatMap { Int($0) } }

  func phone(at location: Location?) -> PhoneNumber? {
    guard let location, let bytes = bytes(at: location) else { return nil }
    return PhoneNumber(bytes)
  }

  /// Whether an input of a location came as a number where text is asked.
  func wasNumber(at location: Location) -> Bool {
    location.sources.contains {
      if case .input(let slot) = $0 { inputs.given(slot)?.origin == .givenAsNumber } else { false }
    }
  }
}

extension JSONElement {
  /// The decoded text of a string, the text of a number or a boolean; nil for other kinds.
  var simpleText: [UInt8]? {
    switch kind {
    case .object, .array, .null: nil
    case .string: stringBytes
    case .number, .true, .false: rawBytes
    }
  }

  /// The bytes of the value as they stand in the text, quotes included.
  var rawBytes: [UInt8] {
    Array(document.bytes[offset..<Int(node.end) + (kind == .string ? 1 : 0)])
  }
}
