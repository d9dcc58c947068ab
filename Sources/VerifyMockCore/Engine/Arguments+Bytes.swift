import VerifyMockHTTP
import VerifyMockJSON

extension Arguments {
  /// Whether an input has a value, given or by default.
  @inline(__always)
  func has(_ input: Int32) -> Bool {
    Int(input) < slots.count && slots[Int(input)] >= 0
  }

  func isDefaulted(_ input: Int32) -> Bool {
    Int(input) < states.count && states[Int(input)].contains(.defaulted)
  }

  /// Whether an input of a location came as a number where text is asked.
  func wasNumber(_ location: Location) -> Bool {
    if location.input >= 0 {
      return Int(location.input) < states.count
        && states[Int(location.input)].contains(.wasNumber)
    }
    return location.sources.contains {
      if case .input(let slot) = $0 { state(slot).contains(.wasNumber) } else { false }
    }
  }

  /// Lends the decoded bytes of a simple value.
  func withText<R>(of input: Int32, _ body: (Bytes) -> R?) -> R? {
    guard has(input) else { return nil }
    return withView { view in
      let value = view.root.at(Int(view.slots[Int(input)]))
      switch value.kind {
      case .object, .array, .null: return nil
      case .string where value.node.isEscaped:
        return JSONEscapes.decoded(value.raw).withUnsafeBufferPointer { body($0) }
      default: return body(value.raw)
      }
    } ?? nil
  }

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

  /// Appends the value of an input as JSON text; false when it has none.
  func appendJSON(of input: Int32, to out: inout ScratchBuffer<UInt8>) -> Bool {
    guard has(input) else { return false }
    return withView { view in
      Self.append(view.root.at(Int(view.slots[Int(input)])), to: &out)
      return true
    } ?? false
  }

  /// Appends the value as JSON text; false when it was neither given nor has a default.
  func appendJSON(at slot: InputSlot, to out: inout ScratchBuffer<UInt8>) -> Bool {
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
