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
