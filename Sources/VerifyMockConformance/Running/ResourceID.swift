import VerifyMockJSON

/// Finds the id of a resource in an answer by the name that a path gives it.
enum ResourceID {
  /// - Parameter name: the path's parameter, such as `item_id`.
  /// - Returns: the member of that name or named `id`, of the body, of the first item of its list, or
  ///   of the object that it wraps; nil when there is none.
  static func value(named name: String, in body: JSONElement) -> JSONValue? {
    value(named: name, in: body, depth: 0)
  }

  private static func value(
    named name: String, in element: JSONElement, depth: Int
  ) -> JSONValue? {
    if element.kind == .array {
      return element.elements.first.flatMap { value(named: name, in: $0, depth: depth + 1) }
    }
    let wanted = plain(name)
    let words = wanted.hasSuffix("id") ? [wanted, "id", "uuid"] : [wanted]
    for word in words {
      for (key, value) in element.members where plain(key.string ?? "") == word {
        if value.kind == .string || value.kind == .number { return JSONValue(value) }
      }
    }
    guard depth < 2 else { return nil }
    for (_, value) in element.members where value.kind == .object || value.kind == .array {
      if let found = self.value(named: name, in: value, depth: depth + 1) { return found }
    }
    return nil
  }

  /// `item_id` and `itemId` are one name.
  private static func plain(_ name: String) -> String {
    name.filter { $0 != "_" && $0 != "-" }.lowercased()
  }
}
