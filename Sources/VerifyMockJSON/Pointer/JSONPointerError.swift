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
