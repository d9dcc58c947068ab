/// Where in a request a value is: the first place that gives one.
package struct Location: Sendable {
  package enum Source: Sendable {
    case input(InputSlot)
    case accountID
    case accountUUID
  }

  package let sources: [Source]
  /// The places as the document spells them; the first is canonical.
  package let spellings: [String]
}
