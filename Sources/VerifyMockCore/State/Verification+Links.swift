extension Verification {
  /// Neighbours in a list, by their slots in the store.
  struct Links: Sendable {
    static let none = UInt32.max

    var earlier = Links.none
    var later = Links.none
  }

  /// The lists that a verification is in.
  enum List {
    /// All of the store.
    case all
    /// Those of the recipient.
    case recipient
    /// Those of the recipient that are not settled; once it is settled, all that are.
    case state
  }

  @inline(__always)
  subscript(list: List) -> Links {
    get {
      switch list {
      case .all: order
      case .recipient: recipientLinks
      case .state: stateLinks
      }
    }
    set {
      switch list {
      case .all: order = newValue
      case .recipient: recipientLinks = newValue
      case .state: stateLinks = newValue
      }
    }
  }
}
