import VerifyMockJSON

extension Arguments {
  /// The decoded bytes of a simple value; nil when it was neither given nor has a default.
  func bytes(at slot: InputSlot) -> [UInt8]? {
    withView { view -> [UInt8]? in
      guard let value = view.value(slot) else { return nil }
      switch value.kind {
      case .object, .array, .null: return nil
      case .string where value.node.isEscaped: return JSONEscapes.decoded(value.raw)
      default: return Array(value.raw)
      }
    } ?? nil
  }

  /// The value as JSON text.
  func json(at slot: InputSlot) -> [UInt8]? {
    withView { view -> [UInt8]? in
      guard let value = view.value(slot) else { return nil }
      var out: [UInt8] = []
      Self.append(value, to: &out)
      return out
    } ?? nil
  }

  private static func append(_ value: JSONView, to out: inout [UInt8]) {
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
