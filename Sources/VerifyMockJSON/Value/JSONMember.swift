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
