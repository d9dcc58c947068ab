package import VerifyMockJSON

/// What a request says, read the way the contract means it.
///
/// Values are read by location; the whole is a document
/// `{"path":{…},"query":{…},"header":{…},"body":…}` in the contract's names, types and order, which
/// is what the contract's schemas are checked against.
package struct Arguments: Sendable {
  /// What was read as if it had been written the way the contract wants it.
  package let notes: [Tolerance]
  /// Why something can't be read; what can be is there.
  package let unreadable: UnreadableReason?
  /// The account that the credentials named, once that is known.
  var account: (id: [UInt8], uuid: [UInt8])?
  let document: JSONDocument?
  /// How each input came to its value; nil for an input without one.
  let origins: [InputOrigin?]
  /// Which media type of the operation the body was read as; nil without a body.
  let content: Int?
  private let places: [ReceivedPlace]
  private let body: [UInt8]

  /// Takes over what a normalizer has written.
  init(
    _ normalizer: inout Normalizer, origins: [InputOrigin?], content: Int?,
    unreadable: UnreadableReason?, body: [UInt8]
  ) {
    self.origins = origins
    self.content = content
    self.body = body
    notes = normalizer.notes
    places = normalizer.places
    do throws(JSONSyntaxError) {
      document = try JSONDocument(normalizer.finish())
      self.unreadable = unreadable
    } catch {
      document = nil
      self.unreadable = unreadable ?? .syntax(error)
    }
  }

  /// The value at a compiled location; nil when it was not given and has no default.
  package func value(_ slot: InputSlot) -> JSONElement? {
    guard let place = place(slot),
      var value = document?.root[place.section]?[place.name]
    else { return nil }
    for step in slot.rest {
      switch step {
      case .key(let key):
        guard let member = value[key] else { return nil }
        value = member
      case .index(let index):
        let elements = value.elements
        guard elements.indices.contains(index) else { return nil }
        value = elements[index]
      }
    }
    return value
  }

  /// How the input of a location came to its value; nil when it has none.
  package func origin(_ slot: InputSlot) -> InputOrigin? {
    place(slot).flatMap { origins[$0.index] }
  }

  /// The first input that was given, else the first that has a default.
  private func place(_ slot: InputSlot) -> InputSlot.Place? {
    slot.places.first { origins[$0.index].map { $0 != .byDefault } ?? false }
      ?? slot.places.first { origins[$0.index] != nil }
  }

  /// The place in the received body of a byte of the document; nil for what did not come in the
  /// body.
  package func position(of offset: Int) -> TextPosition? {
    guard let place = places.last(where: { $0.written <= offset }) else { return nil }
    return body.withUnsafeBufferPointer { TextPosition(offset: place.received, in: $0) }
  }
}

extension Arguments {
  /// The text of a simple value, decoded; nil when the request does not give it and it has no
  /// default.
  func bytes(at location: Location) -> [UInt8]? {
    for source in location.sources {
      switch source {
      case .input(let slot): if let text = value(slot)?.simpleText { return text }
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
        if givenOnly, origin(slot) == .byDefault { continue }
        if let value = value(slot) { return value.rawBytes }
      case .accountID, .accountUUID:
        guard !givenOnly, let account else { continue }
        if case .accountID = source { return JSONText.quoted(account.id) }
        return JSONText.quoted(account.uuid)
      }
    }
    return nil
  }

  func text(at location: Location?) -> String? {
    location.flatMap { bytes(at: $0) }.map { String(decoding: $0, as: UTF8.self) }
  }

  func int(at location: Location?) -> Int? { text(at: location).flatMap { Int($0) } }

  func phone(at location: Location) -> PhoneNumber? {
    bytes(at: location).flatMap { PhoneNumber($0) }
  }

  /// Whether an input of a location came as a number where text is asked.
  func wasNumber(at location: Location) -> Bool {
    location.sources.contains {
      if case .input(let slot) = $0 { origin(slot) == .givenAsNumber } else { false }
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
