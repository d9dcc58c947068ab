import VerifyMockHTTP
import VerifyMockJSON

extension Arguments {
  /// The text of a value, decoded; nil when the request does not give it and it has no default.
  func bytes(at location: Location) -> [UInt8]? {
    for source in location.sources {
      switch source {
      case .input(let slot): if let value = bytes(at: slot) { return value }
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
        if givenOnly, state(slot).contains(.defaulted) { continue }
        var out = ScratchBuffer<UInt8>(capacity: 64)
        if appendJSON(at: slot, to: &out) { return Array(out.elements) }
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
      if case .input(let slot) = $0 { state(slot).contains(.wasNumber) } else { false }
    }
  }

  /// The decoded bytes of a simple value; nil when it was neither given nor has a default.
  private func bytes(at slot: InputSlot) -> [UInt8]? {
    withView { view -> [UInt8]? in
      guard let value = view.value(slot) else { return nil }
      switch value.kind {
      case .object, .array, .null: return nil
      case .string where value.node.isEscaped: return JSONEscapes.decoded(value.raw)
      default: return Array(value.raw)
      }
    } ?? nil
  }

  /// Appends the value as JSON text; false when it was neither given nor has a default.
  private func appendJSON(at slot: InputSlot, to out: inout ScratchBuffer<UInt8>) -> Bool {
    withView { view in
      guard let value = view.value(slot) else { return false }
      Self.append(value, to: &out)
      return true
    } ?? false
  }

  private static func append(_ value: JSONView, to out: inout ScratchBuffer<UInt8>) {
    switch value.kind {
    case .string:
      out.append(UInt8(ascii: "\""))
      out.append(contentsOf: value.raw)
      out.append(UInt8(ascii: "\""))
    case .array:
      out.append(UInt8(ascii: "["))
      var at = value.firstChild
      for i in 0..<value.count {
        if i > 0 { out.append(UInt8(ascii: ",")) }
        append(value.at(at), to: &out)
        at = value.at(at).next
      }
      out.append(UInt8(ascii: "]"))
    case .object:
      out.append(UInt8(ascii: "{"))
      var at = value.firstChild
      for i in 0..<value.count {
        if i > 0 { out.append(UInt8(ascii: ",")) }
        append(value.at(at), to: &out)
        out.append(UInt8(ascii: ":"))
        append(value.at(at + 1), to: &out)
        at = value.at(at + 1).next
      }
      out.append(UInt8(ascii: "}"))
    default: out.append(contentsOf: value.raw)
    }
  }
}
