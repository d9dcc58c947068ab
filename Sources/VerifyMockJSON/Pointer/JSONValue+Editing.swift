extension JSONValue {
  private enum Edit {
    case add
    case replace
    case set
  }

  /// Puts a value at a place whose parent exists: an object's member is added or replaced, an
  /// array's element inserted before the index, `-` appends
  /// ([RFC 6902, section 4.1](https://www.rfc-editor.org/rfc/rfc6902#section-4.1)).
  package mutating func add(
    _ value: JSONValue, at pointer: JSONPointer
  ) throws(JSONPointerError) {
    try edit(.add, value, pointer, depth: 0)
  }

  /// Puts another value at a place that exists.
  package mutating func replace(
    at pointer: JSONPointer, with value: JSONValue
  ) throws(JSONPointerError) {
    try edit(.replace, value, pointer, depth: 0)
  }

  /// Puts a value at a place, there or not: missing objects on the way are made, an array's
  /// element is replaced, and the index after the last one or `-` appends.
  package mutating func set(
    _ value: JSONValue, at pointer: JSONPointer
  ) throws(JSONPointerError) {
    try edit(.set, value, pointer, depth: 0)
  }

  private mutating func edit(
    _ edit: Edit, _ new: JSONValue, _ pointer: JSONPointer, depth: Int
  ) throws(JSONPointerError) {
    guard depth < pointer.tokens.count else {
      self = new
      return
    }
    let token = pointer.tokens[depth]
    let isLast = depth == pointer.tokens.count - 1
    func error(_ reason: JSONPointerError.Reason) -> JSONPointerError {
      JSONPointerError(
        reason: reason, parent: JSONPointer(Array(pointer.tokens[..<depth])), token: token)
    }
    switch self {
    case .object(var members):
      if let index = members.firstIndex(where: { $0.hasKey(token) }) {
        try members[index].value.edit(edit, new, pointer, depth: depth + 1)
      } else {
        guard edit != .replace, isLast || edit == .set else { throw error(.missing) }
        var child = JSONValue.object([])
        try child.edit(edit, new, pointer, depth: depth + 1)
        members.append(JSONMember(token, child))
      }
      self = .object(members)
    case .array(var elements):
      let index = token == "-" ? elements.count : JSONPointer.arrayIndex(token)
      guard let index, index <= elements.count else {
        throw error(.notIndex(count: elements.count))
      }
      if index < elements.count, !(isLast && edit == .add) {
        try elements[index].edit(edit, new, pointer, depth: depth + 1)
      } else {
        guard edit != .replace, isLast || edit == .set else {
          throw error(.notIndex(count: elements.count))
        }
        var child = JSONValue.object([])
        try child.edit(edit, new, pointer, depth: depth + 1)
        elements.insert(child, at: index)
      }
      self = .array(elements)
    default:
      throw error(.notContainer(kind))
    }
  }
}

/// Why a value can't be changed at a place.
package struct JSONPointerError: Error, Equatable, Sendable {
  package enum Reason: Equatable, Sendable {
    /// The parent has nothing under the token.
    case missing
    /// The parent is neither an array nor an object.
    case notContainer(JSONKind)
    /// The parent is an array and the token no index in it.
    case notIndex(count: Int)
  }

  package let reason: Reason
  /// The deepest place on the way that exists.
  package let parent: JSONPointer
  package let token: String
}
