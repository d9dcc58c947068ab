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
    let start = fragment.utf8.first == UInt8(ascii: "#") ? 1 : 0
    guard let decoded = PercentCoding.decode(Array(fragment.utf8.dropFirst(start))) else {
      return nil
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
    let isPlain = token.utf8.allSatisfy { $0 != UInt8(ascii: "~") && $0 != UInt8(ascii: "/") }
    if isPlain { return token }
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

  /// The bytes that a pointer's token stands for: `~` for `~0`, `/` for `~1`.
  package static func unescaped(_ token: some Sequence<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    var isEscape = false
    for byte in token {
      if isEscape {
        out.append(byte == UInt8(ascii: "1") ? UInt8(ascii: "/") : UInt8(ascii: "~"))
        isEscape = false
      } else if byte == UInt8(ascii: "~") {
        isEscape = true
      } else {
        out.append(byte)
      }
    }
    return out
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

/// What a pointer leads to.
package enum JSONPointerResolution<Value: Sendable>: Sendable {
  case found(Value)
  /// The way ends at `parent`, the deepest place that exists; it has nothing under `token`.
  case missing(parent: JSONPointer, value: Value, token: String)

  /// The value at the place; nil when there is none.
  package var value: Value? {
    if case .found(let value) = self { value } else { nil }
  }
}

extension JSONPointer {
  /// Follows the pointer from `root`.
  package func resolve(in root: JSONElement) -> JSONPointerResolution<JSONElement> {
    follow(from: root) { value, token in
      switch value.kind {
      case .object: value[token]
      case .array: JSONPointer.arrayIndex(token).flatMap { value.element(at: $0) }
      default: nil
      }
    }
  }

  /// Follows the pointer from `root`.
  package func resolve(in root: JSONValue) -> JSONPointerResolution<JSONValue> {
    follow(from: root) { value, token in
      switch value {
      case .object: value[token]
      case .array(let elements):
        // A bare nil would be the value null here.
        JSONPointer.arrayIndex(token).flatMap {
          $0 < elements.count ? Optional(elements[$0]) : Optional.none
        }
      default: nil
      }
    }
  }

  private func follow<Value>(
    from root: Value, step: (Value, String) -> Value?
  ) -> JSONPointerResolution<Value> {
    var value = root
    for (depth, token) in tokens.enumerated() {
      guard let next = step(value, token) else {
        return .missing(
          parent: JSONPointer(Array(tokens[..<depth])), value: value, token: token)
      }
      value = next
    }
    return .found(value)
  }
}

extension JSONElement {
  /// The value at a place below this one; nil when there is none.
  package subscript(pointer: JSONPointer) -> JSONElement? { pointer.resolve(in: self).value }

  /// The element of an array at an index, found without making an array of them.
  fileprivate func element(at wanted: Int) -> JSONElement? {
    guard kind == .array, wanted < node.count else { return nil }
    var at = index + 1
    for _ in 0..<wanted { at = Int(document.nodes[at].next) }
    return JSONElement(document: document, index: at)
  }
}

extension JSONValue {
  /// The value at a place below this one; nil when there is none.
  package subscript(pointer: JSONPointer) -> JSONValue? { pointer.resolve(in: self).value }
}
