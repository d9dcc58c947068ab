package import VerifyMockJSON

/// Holds a value against a part of what it should be.
package enum PartialMatch {
  /// Where and how a value differs: objects by the wanted keys, arrays of the same length item by
  /// item, the rest equal. Nil when it does not.
  package static func difference(
    _ found: JSONElement?, wanted: JSONElement, at path: String = ""
  ) -> String? {
    let place = path.isEmpty ? "the body" : path
    guard let found else { return "\(place) is missing, wanted \(wanted.rawText.prefix(80))" }
    switch (wanted.kind, found.kind) {
    case (.object, .object):
      for (key, value) in wanted.members {
        let name = key.string ?? ""
        if let difference = difference(found[name], wanted: value, at: "\(path)/\(name)") {
          return difference
        }
      }
      return nil
    case (.array, .array):
      guard found.elements.count == wanted.elements.count else {
        return "\(place) has \(found.elements.count) items, wanted \(wanted.elements.count)"
      }
      for (i, (one, other)) in zip(found.elements, wanted.elements).enumerated() {
        if let difference = difference(one, wanted: other, at: "\(path)/\(i)") {
          return difference
        }
      }
      return nil
    default:
      if JSONValue(found) == JSONValue(wanted) { return nil }
      return "\(place) is \(found.rawText.prefix(80)), wanted \(wanted.rawText.prefix(80))"
    }
  }
}
