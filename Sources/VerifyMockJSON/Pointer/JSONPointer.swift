/// A place in a JSON value ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)).
package struct JSONPointer: Sendable {
  /// The keys and indices on the way from the root, not escaped.
  package var tokens: [String]

  /// The whole value.
  package static let root = JSONPointer([])

  package init(_ tokens: [String]) {
    self.tokens = tokens
  }

  /// Reads `/a/0/b~1c`; nil when the text is neither empty nor begins with a slash, or has a `~`
  /// without `0` or `1` behind it.
  package init?(parsing text: String) {
    var tokens: [String] = []
    var token: [UInt8] = []
    var isEscape = false
    for byte in text.utf8 {
      if isEscape {
        switch byte {
        case UInt8(ascii: "0"): token.append(UInt8(ascii: "~"))
        case UInt8(ascii: "1"): token.append(UInt8(ascii: "/"))
        default: return nil
        }
        isEscape = false
      } else if byte == UInt8(ascii: "/") {
        tokens.append(String(decoding: token, as: UTF8.self))
        token.removeAll(keepingCapacity: true)
      } else if byte == UInt8(ascii: "~") {
        isEscape = true
      } else {
        token.append(byte)
      }
    }
    guard !isEscape else { return nil }
    if !text.utf8.isEmpty {
      // What stands before the first slash came out as a token, and must be nothing.
      guard text.utf8.first == UInt8(ascii: "/") else { return nil }
      tokens.removeFirst()
      tokens.append(String(decoding: token, as: UTF8.self))
    }
    self.tokens = tokens
  }

  /// Reads the fragment of a URI, `#/a/b%20c` or `/a/b%20c`; nil when it is no pointer or has a
  /// broken percent-encoding ([section 6](https://www.rfc-editor.org/rfc/rfc6901#section-6)).
  package init?(fragment: String) {
    var decoded: [UInt8] = []
    var rest = Substring(fragment).utf8
    if rest.first == UInt8(ascii: "#") { rest.removeFirst() }
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        decoded.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(JSONEscapes.hexValue),
        let low = rest.popFirst().flatMap(JSONEscapes.hexValue)
      else { return nil }
      decoded.append(high << 4 | low)
    }
    self.init(parsing: String(decoding: decoded, as: UTF8.self))
  }

  package func appending(_ token: String) -> JSONPointer {
    JSONPointer(tokens + [token])
  }

  package func appending(_ index: Int) -> JSONPointer {
    appending(String(index))
  }

  /// The place that holds this one; nil for the root.
  package var parent: JSONPointer? {
    tokens.isEmpty ? nil : JSONPointer(Array(tokens.dropLast()))
  }

  /// A token as it stands in a pointer's text: `~0` for `~`, `~1` for `/`.
  package static func escaped(_ token: String) -> String {
    var out: [UInt8] = []
    for byte in token.utf8 {
      switch byte {
      case UInt8(ascii: "~"): out.append(contentsOf: "~0".utf8)
      case UInt8(ascii: "/"): out.append(contentsOf: "~1".utf8)
      default: out.append(byte)
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// The index that a token stands for in an array: digits without a leading zero.
  package static func arrayIndex(_ token: String) -> Int? {
    let digits = token.utf8
    guard digits.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }),
      digits.count == 1 || digits.first != UInt8(ascii: "0")
    else { return nil }
    return Int(token)
  }
}

extension JSONPointer: CustomStringConvertible {
  /// The pointer's text; empty for the root.
  package var description: String {
    tokens.reduce(into: "") { $0 += "/" + JSONPointer.escaped($1) }
  }
}

extension JSONPointer: Hashable {
  /// Equality by bytes.
  package static func == (left: JSONPointer, right: JSONPointer) -> Bool {
    left.tokens.count == right.tokens.count
      && zip(left.tokens, right.tokens).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
  }

  package func hash(into hasher: inout Hasher) {
    for token in tokens {
      for byte in token.utf8 { hasher.combine(byte) }
      hasher.combine(UInt8(0xFF))
    }
  }
}
