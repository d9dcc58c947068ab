package import VerifyMockJSON

/// Arguments without ownership, for the code that handles a request.
///
/// Valid only inside the closure that handed it out.
package struct ArgumentsView {
  /// The whole document.
  package let root: JSONView
  let slots: UnsafeBufferPointer<Int32>
  let states: UnsafeBufferPointer<InputState>

  /// The value at a compiled location; nil when it was not given and has no default.
  package func value(_ slot: InputSlot) -> JSONView? {
    guard let input = input(slot) else { return nil }
    var value = root.at(Int(slots[input]))
    for step in slot.rest {
      switch step {
      case .key(let key):
        guard let member = key.withUnsafeBufferPointer({ value.member($0) }) else { return nil }
        value = member
      case .index(let index):
        guard value.kind == .array, index < value.count else { return nil }
        var at = value.firstChild
        for _ in 0..<index { at = value.at(at).next }
        value = value.at(at)
      }
    }
    return value
  }

  /// The bytes of a simple value: of a string without quotes, escapes as they stand.
  package func bytes(_ slot: InputSlot) -> UnsafeBufferPointer<UInt8>? {
    guard let value = value(slot), value.kind != .object, value.kind != .array else { return nil }
    return value.raw
  }

  /// A number without fraction or exponent, or text that is one.
  package func int(_ slot: InputSlot) -> Int? {
    guard let raw = bytes(slot), !raw.isEmpty, raw.count < 20 else { return nil }
    let isNegative = raw[0] == UInt8(ascii: "-")
    var result = 0
    var digits = 0
    for byte in raw.dropFirst(isNegative ? 1 : 0) {
      let digit = byte &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      let (product, overflow) = result.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(Int(digit))
      guard !overflow, !carry else { return nil }
      result = sum
      digits += 1
    }
    return digits > 0 ? (isNegative ? -result : result) : nil
  }

  package func state(_ slot: InputSlot) -> InputState {
    input(slot).map { states[$0] } ?? []
  }

  /// The first of the slot's inputs that has a value.
  private func input(_ slot: InputSlot) -> Int? {
    let first = Int(slot.first)
    // What was given goes before what a default stands in for.
    var fallback: Int?
    if first >= 0, first < slots.count, slots[first] >= 0 {
      if slot.second < 0 || !states[first].contains(.defaulted) { return first }
      fallback = first
    }
    let second = Int(slot.second)
    if second >= 0, second < slots.count, slots[second] >= 0 { return second }
    return fallback
  }
}
