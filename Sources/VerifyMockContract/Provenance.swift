/// Where a statement of a contract comes from and how sure it is (`x-source`, `x-certainty`).
package struct Provenance: Hashable, Sendable {
  package var certainty: Certainty?
  package var source: String?

  package init(certainty: Certainty? = nil, source: String? = nil) {
    self.certainty = certainty
    self.source = source
  }

  /// This, with what it leaves open taken from another.
  package func or(_ other: Provenance) -> Provenance {
    Provenance(certainty: certainty ?? other.certainty, source: source ?? other.source)
  }
}

/// How sure a statement about a provider is.
package enum Certainty: String, Sendable, Hashable, CaseIterable {
  /// Its documents say so.
  case documented
  /// Its own client libraries or captured exchanges show it.
  case observed
  /// Nothing shows it; it is the likeliest reading.
  case assumed
}
