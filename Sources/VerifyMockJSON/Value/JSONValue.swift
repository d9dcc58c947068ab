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

/// A key and a value of an object.
package struct JSONMember: Sendable {
  package var key: String
  package var value: JSONValue

  package init(_ key: String, _ value: JSONValue) {
    self.key = key
    self.value = value
  }

  /// Whether the key has these bytes; canonically equivalent spellings are different keys.
  package func hasKey(_ other: String) -> Bool {
    key.utf8.elementsEqual(other.utf8)
  }
}

extension JSONValue: ExpressibleByNilLiteral {
  package init(nilLiteral: ()) { self = .null }
}

extension JSONValue: ExpressibleByBooleanLiteral {
  package init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSONValue: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: Int) { self = .int(value) }
}

extension JSONValue: ExpressibleByFloatLiteral {
  package init(floatLiteral value: Double) { self = .double(value) }
}

extension JSONValue: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) { self = .string(value) }
}

extension JSONValue: ExpressibleByStringInterpolation {}

extension JSONValue: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { JSONMember($0, $1) })
  }
}

extension JSONValue {
  package static func int(_ value: Int) -> JSONValue { .number(String(value)) }

  /// The shortest number that reads back as the same value; what is not finite becomes `null`.
  package static func double(_ value: Double) -> JSONValue {
    value.isFinite ? .number(value.description) : .null
  }
}

extension JSONValue: Equatable {
  /// Equality by value: numbers by what they are worth, strings and keys by their bytes, objects
  /// whatever the order of their members.
  package static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.number(let left), .number(let right)): areEqual(numbers: left, right)
    case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)): areEqual(members: left, right)
    default: false
    }
  }

  private static func areEqual(numbers left: String, _ right: String) -> Bool {
    if left.utf8.elementsEqual(right.utf8) { return true }
    guard let left = JSONDecimal(left), let right = JSONDecimal(right) else { return false }
    return left == right
  }

  private static func areEqual(members left: [JSONMember], _ right: [JSONMember]) -> Bool {
    guard left.count == right.count else { return false }
    if areEqual(inOrder: left, right) { return true }
    return areEqual(inOrder: left.sorted(by: precedes), right.sorted(by: precedes))
  }

  private static func areEqual(inOrder left: [JSONMember], _ right: [JSONMember]) -> Bool {
    // All keys first: they are cheap, and with other keys no value needs a look.
    zip(left, right).allSatisfy { $0.hasKey($1.key) }
      && zip(left, right).allSatisfy { $0.value == $1.value }
  }

  private static func precedes(_ left: JSONMember, _ right: JSONMember) -> Bool {
    left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
  }
}
