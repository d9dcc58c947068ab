import VerifyMockJSON

/// `application/x-www-form-urlencoded`, which queries use as well
/// ([URL Standard](https://url.spec.whatwg.org/#application/x-www-form-urlencoded)).
package enum FormCoding {
  /// The pairs in order; nil when a `%` is not followed by two digits.
  ///
  /// `+` is a space. A part without `=` is a name with an empty value, an empty part is nothing.
  package static func pairs(_ text: Bytes) -> [FormPair]? {
    var pairs: [FormPair] = []
    var scratch: [UInt8] = []
    let isValid = forEachPair(text, scratch: &scratch) { name, value in
      pairs.append(FormPair(name: Array(name), value: Array(value)))
    }
    return isValid ? pairs : nil
  }

  /// The pairs in order; nil when a `%` is not followed by two digits.
  package static func pairs(_ text: [UInt8]) -> [FormPair]? {
    text.withUnsafeBufferPointer { pairs($0) }
  }

  /// Hands out each pair in order without keeping it; false, after the pairs before it, when a
  /// `%` is not followed by two digits.
  ///
  /// `scratch` is where a pair is decoded when it has to be: give the same one each time and
  /// nothing is allocated.
  package static func forEachPair(
    _ text: Bytes, scratch: inout [UInt8], _ body: (_ name: Bytes, _ value: Bytes) -> Void
  ) -> Bool {
    var position = 0
    while position < text.count {
      let end = text.offset(of: UInt8(ascii: "&"), from: position) ?? text.count
      let part = text.slice(position, end)
      position = end + 1
      if part.isEmpty { continue }
      let equals = part.offset(of: UInt8(ascii: "=")) ?? part.count
      let name = part.slice(0, equals)
      let value = part.slice(equals + 1, part.count)
      if !part.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) {
        body(name, value)
        continue
      }
      scratch.removeAll(keepingCapacity: true)
      guard PercentCoding.decode(name, plusIsSpace: true, into: &scratch) else { return false }
      let middle = scratch.count
      guard PercentCoding.decode(value, plusIsSpace: true, into: &scratch) else { return false }
      scratch.withUnsafeBufferPointer { body($0.slice(0, middle), $0.slice(middle, $0.count)) }
    }
    return true
  }

  /// Appends `name=value`, after a `&` unless it is the first.
  package static func append(name: Bytes, value: Bytes, to output: inout [UInt8]) {
    if !output.isEmpty { output.append(UInt8(ascii: "&")) }
    PercentCoding.encode(name, for: .form, into: &output)
    output.append(UInt8(ascii: "="))
    PercentCoding.encode(value, for: .form, into: &output)
  }

  /// The text of all pairs.
  package static func encode(_ pairs: [FormPair]) -> [UInt8] {
    var output: [UInt8] = []
    for pair in pairs {
      pair.name.withUnsafeBufferPointer { name in
        pair.value.withUnsafeBufferPointer { append(name: name, value: $0, to: &output) }
      }
    }
    return output
  }
}

/// One name and its value, decoded, of a query or a form.
package struct FormPair: Sendable, Hashable {
  package var name: [UInt8]
  package var value: [UInt8]

  package init(name: [UInt8], value: [UInt8]) {
    self.name = name
    self.value = value
  }

  package init(_ name: String, _ value: String) {
    self.init(name: Array(name.utf8), value: Array(value.utf8))
  }
}
