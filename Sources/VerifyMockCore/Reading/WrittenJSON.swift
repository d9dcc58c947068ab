import VerifyMockJSON

/// Where in the received body a value came from that stands at an offset of the written text.
struct ReceivedPlace: Sendable {
  var written: Int
  let received: Int
  /// Whether the text goes on as it was received, so that what follows has its place too.
  let isCopy: Bool
}

/// A JSON value that was written anew, with where its parts came from.
struct WrittenJSON {
  private(set) var bytes: [UInt8]
  private(set) var places: [ReceivedPlace] = []
  /// Whether a part of it is not as it was received.
  private(set) var isChanged = false

  /// A simple value.
  init(_ bytes: [UInt8], of received: ReceivedValue) {
    self.bytes = bytes
    isChanged = true
    mark(received)
  }

  /// An object or array to be filled.
  init(opening bracket: UnicodeScalar, of received: ReceivedValue) {
    bytes = [UInt8(ascii: bracket)]
    mark(received)
  }

  /// An object: what the contract names in its order, then the rest.
  init(_ object: NormalizedObject, _ rule: ReadingRules.Rule) {
    self.init(opening: "{", of: object.received)
    isChanged = true
    for (position, value) in object.values.sorted(by: { $0.property < $1.property }) {
      append(key: Array(rule.properties[position].name.utf8)[...])
      switch value {
      case .given(let received, let normalized): append(normalized, of: received)
      case .byDefault(let element): bytes += element.rawBytes
      }
    }
    for (member, normalized) in object.others {
      append(key: member.name)
      append(normalized, of: member.value)
    }
    close("}")
  }

  /// An object of texts, as they stand.
  init(_ members: [ReceivedMember], of received: ReceivedValue) {
    self.init(opening: "{", of: received)
    isChanged = true
    for member in members {
      append(key: member.name)
      switch member.value {
      case .json: append(.unchanged, of: member.value)
      case .text(let text, _): append(.text(text), of: member.value)
      case .texts(let inner):
        append(.json(WrittenJSON(inner, of: member.value)), of: member.value)
      }
    }
    close("}")
  }

  mutating func append(
    _ value: Normalized, of received: ReceivedValue, separated: Bool = false
  ) {
    if separated { bytes.append(UInt8(ascii: ",")) }
    switch value {
    case .unchanged:
      guard case .json(let element) = received else { return }
      mark(received, isNext: true, isCopy: true)
      bytes += element.rawBytes
    case .text(let text, _):
      isChanged = true
      mark(received, isNext: true)
      JSONText.append(text, to: &bytes)
    case .json(let inner):
      isChanged = true
      for var place in inner.places {
        place.written += bytes.count
        places.append(place)
      }
      bytes += inner.bytes
    }
  }

  private mutating func append(key: ArraySlice<UInt8>) {
    if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
    JSONText.append(Array(key), to: &bytes)
    bytes.append(UInt8(ascii: ":"))
  }

  mutating func close(_ bracket: UnicodeScalar) { bytes.append(UInt8(ascii: bracket)) }

  /// The value that is written next, or of which all is written, came from a place of the body.
  private mutating func mark(
    _ received: ReceivedValue, isNext: Bool = false, isCopy: Bool = false
  ) {
    guard let offset = received.offset else { return }
    places.append(
      ReceivedPlace(written: isNext ? bytes.count : 0, received: offset, isCopy: isCopy))
  }
}
