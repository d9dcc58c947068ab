/// Where in a request a value is: the first place that gives one.
///
/// An object, so that handing it on copies nothing.
package final class Location: Sendable {
  package enum Source: Sendable {
    case input(InputSlot)
    case accountID
    case accountUUID
  }

  package let sources: [Source]
  /// The places as the document spells them; the first is canonical.
  package let spellings: [String]
  /// The input that is the only source, or -1: most locations are one named input and no more.
  let input: Int32

  init(sources: [Source], spellings: [String]) {
    self.sources = sources
    self.spellings = spellings
    if sources.count == 1, case .input(let slot) = sources[0], slot.second < 0, slot.rest.isEmpty {
      input = slot.first
    } else {
      input = -1
    }
  }
}
