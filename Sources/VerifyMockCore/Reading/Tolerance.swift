/// Something in a request that was read as if it had been written the way the contract wants it.
package struct Tolerance: Hashable, Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    /// A name in another letter case or by another documented spelling.
    case spelling
    /// A value of a list of values in another letter case or spelling.
    case value
    /// A number where text is asked, digits where a number is asked, or words for a boolean.
    case type
    /// `null` counts as not given.
    case null
    /// An empty text counts as not given.
    case empty
    /// Zero counts as not given where the range leaves it out.
    case zero
    /// A name that the contract does not have.
    case unknown
    /// A name that was given again.
    case repeated
    /// A body where the contract has none.
    case body
    /// A media type that does not say what the body is.
    case mediaType = "media-type"
    /// It is not known whether a value breaks the contract; it is taken as valid.
    case undecided
  }

  package let kind: Kind
  /// `body/retry_delay`
  package let location: String
  /// What came, as it stood in the request; cut after 64 bytes. For ``Kind/undecided`` the reason.
  package let got: String
  /// What it was read as; empty when it was dropped.
  package let readAs: String

  /// The note for the journal, in plain words.
  package var text: String {
    switch kind {
    case .spelling: "'\(got)' was read as '\(readAs)'"
    case .value, .type: "\(got) was read as \(readAs)"
    case .null, .empty, .zero:
      readAs.isEmpty
        ? "\(got) counts as not given" : "\(got) counts as not given, the default is \(readAs)"
    case .unknown: "the contract has no such name; it was ignored"
    case .repeated: "it was given again; the first one counts"
    case .undecided: got
    case .body: "the operation takes no body; it was dropped"
    case .mediaType:
      got.isEmpty
        ? "a missing Content-Type was read as \(readAs)" : "'\(got)' was read as \(readAs)"
    }
  }
}
