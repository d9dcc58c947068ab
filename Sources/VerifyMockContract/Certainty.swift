/// How sure a statement about a provider is.
package enum Certainty: String, Sendable, Hashable, CaseIterable {
  /// Its documents say so.
  case documented
  /// Its own client libraries or captured exchanges show it.
  case observed
  /// Nothing shows it; it is the likeliest reading.
  case assumed
}
