/// A JSON value that stands on its own, to build and to change; the members of an object keep
/// their order.
package indirect enum JSONValue: Sendable {
  case null
  case bool(Bool)
  /// A number as its JSON text, so that no digit is lost.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([JSONMember])

  package var kind: JSONKind {
    switch self {
    case .null: .null
    case .bool(let value): value ? .true : .false
    case .number: .number
    case .string: .string
    case .array: .array
    case .object: .object
    }
  }

  package var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  package var string: String? {
    if case .string(let value) = self { value } else { nil }
  }

  package var numberText: String? {
    if case .number(let text) = self { text } else { nil }
  }

  /// A number that is an integer, however it is written, and fits; nil otherwise.
  package var int: Int? {
    guard let text = numberText else { return nil }
    return Int(text) ?? JSONDecimal(text)?.int64.flatMap { Int(exactly: $0) }
  }

  /// The elements of an array, or nothing.
  package var elements: [JSONValue] {
    if case .array(let elements) = self { elements } else { [] }
  }

  /// The members of an object in their order, or nothing.
  package var members: [JSONMember] {
    if case .object(let members) = self { members } else { [] }
  }

  /// The value of the first member with this key, compared by bytes.
  ///
  /// Setting it replaces that value or appends a member, `nil` removes all members with the key;
  /// a value that is no object becomes one.
  package subscript(key: String) -> JSONValue? {
    get { members.first { $0.hasKey(key) }?.value }
    set {
      var members = members
      self = .null
      if let newValue {
        if let index = members.firstIndex(where: { $0.hasKey(key) }) {
          members[index].value = newValue
        } else {
          members.append(JSONMember(key, newValue))
        }
      } else {
        members.removeAll { $0.hasKey(key) }
      }
      self = .object(members)
    }
  }
}
