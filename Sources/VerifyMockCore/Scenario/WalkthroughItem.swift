package import VerifyMockJSON

/// One line of the story a scenario tells: a request and what comes of it.
package enum WalkthroughItem: Sendable {
  case request(Request)
  case advance(Interval)
  /// The callbacks since the last such item, in order; each names some fields.
  case callbacks([[(name: String, value: String)]])

  package struct Request: Sendable {
    package enum Target: Sendable {
      /// The first operation with this effect.
      case effect(Effect)
      /// An operation by its id.
      case operation(String)
    }

    package enum Code: Sendable, Equatable {
      case right
      case wrong
      case literal(String)
    }

    package let target: Target
    /// Bind targets or locations, and the values to send there.
    package let with: [(name: String, value: JSONElement)]
    package let code: Code?
    /// Nil when any answer, or none, will do.
    package let expect: Outcome?
    package let body: JSONElement?
    package let times: Int
    package let place: Place
  }
}
