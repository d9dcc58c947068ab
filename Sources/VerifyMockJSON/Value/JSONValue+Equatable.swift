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
