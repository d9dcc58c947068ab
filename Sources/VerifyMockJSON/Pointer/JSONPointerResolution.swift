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
