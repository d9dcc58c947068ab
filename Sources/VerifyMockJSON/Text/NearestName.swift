/// The name that a misspelt one was probably meant to be, for "did you mean" in messages.
package enum NearestName {
  /// The candidate nearest to `name`, when it is near enough to be worth naming.
  ///
  /// Letter case, hyphens and underscores do not count. Otherwise one insertion, deletion,
  /// replacement or exchange of neighbours is allowed for every three characters, at least one.
  /// Of equally near candidates the first wins. A candidate equal to `name` is never returned.
  package static func of(_ name: String, in candidates: some Sequence<String>) -> String? {
    let wanted = plain(name)
    guard !wanted.isEmpty else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in candidates where !candidate.utf8.elementsEqual(name.utf8) {
      let other = plain(candidate)
      let allowed = min(
        max(1, max(wanted.count, other.count) / 3), best.map { $0.distance - 1 } ?? .max)
      guard allowed >= 0, let distance = distance(wanted, other, atMost: allowed) else { continue }
      // A name of which nothing would be left is not a misspelling of the other.
      guard distance < min(wanted.count, other.count) else { continue }
      best = (candidate, distance)
      if distance == 0 { break }
    }
    return best?.name
  }

  /// `Did you mean 'x'?` with a space in front, or nothing: to be appended to a sentence.
  package static func hint(_ name: String, in candidates: some Sequence<String>) -> String {
    of(name, in: candidates).map { " Did you mean '\($0)'?" } ?? ""
  }

  /// The characters that count, in lower case.
  private static func plain(_ name: String) -> [UInt8] {
    name.utf8.filter { !"-_ ".utf8.contains($0) }.map { ASCII.lowercased($0) }
  }

  /// The optimal string alignment distance, or nil when it is more than `limit`.
  private static func distance(_ a: [UInt8], _ b: [UInt8], atMost limit: Int) -> Int? {
    guard abs(a.count - b.count) <= limit else { return nil }
    if a == b { return 0 }
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    let width = b.count + 1
    var rows = [Int](repeating: 0, count: 3 * width)
    // The row that is no longer wanted is written next.
    var (beforeLast, last, current) = (0, width, 2 * width)
    for j in 0..<width { rows[last + j] = j }
    for i in 1...a.count {
      rows[current] = i
      for j in 1...b.count {
        let replaced = rows[last + j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        var least = min(rows[last + j] + 1, rows[current + j - 1] + 1, replaced)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          least = min(least, rows[beforeLast + j - 2] + 1)
        }
        rows[current + j] = least
      }
      (beforeLast, last, current) = (last, current, beforeLast)
    }
    let distance = rows[last + b.count]
    return distance <= limit ? distance : nil
  }
}

extension NearestName {
  /// `did you mean 'x'?`; nil when no candidate is near.
  package static func remedy(_ name: String, _ candidates: [String]) -> String? {
    of(name, in: candidates).map { "did you mean '\($0)'?" }
  }
}

/// A name that stands for nothing: one sentence and one remedy for every look-up by name.
package struct UnknownName: Error, Sendable, Hashable, CustomStringConvertible {
  /// What was looked up: `provider`, `scenario`, `shape`.
  package let kind: String
  package let name: String
  package let known: [String]
  /// What stands before each known name where it is written in full, such as a provider and a slash.
  package let prefix: String

  package init(_ kind: String, _ name: String, known: [String], prefix: String = "") {
    self.kind = kind
    self.name = name
    self.known = known
    self.prefix = prefix
  }

  package var what: String { "there is no \(kind) '\(name)'" }

  /// The nearest name or else all names; nil when there are none.
  package var remedy: String? {
    if let near = NearestName.of(name, in: known) { return "did you mean '\(prefix + near)'?" }
    return known.isEmpty ? nil : "there are: " + known.joined(separator: ", ")
  }

  /// `there is no provider 'x'; did you mean 'y'?`
  package var description: String { what + (remedy.map { "; \($0)" } ?? "") }
}
