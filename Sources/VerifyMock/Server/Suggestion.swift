import VerifyMockJSON

/// What a misspelt name was probably meant to be.
package enum Suggestion {
  /// `; did you mean 'x'?`, or the names there are.
  package static func text(_ name: String, among names: [String]) -> String {
    if let near = NearestName.of(name, in: names) { return "; did you mean '\(near)'?" }
    return names.isEmpty ? "" : "; there are: " + names.joined(separator: ", ")
  }
}
