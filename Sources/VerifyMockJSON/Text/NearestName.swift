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
    name.utf8.compactMap { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
      case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: " "): nil
      default: byte
      }
    }
  }

  /// The optimal string alignment distance, or nil when it is more than `limit`.
  private static func distance(_ a: [UInt8], _ b: [UInt8], atMost limit: Int) -> Int? {
    guard abs(a.count - b.count) <= limit else { return nil }
    if a == b { return 0 }
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 1...a.count {
      var current = [Int](repeating: 0, count: b.count + 1)
      current[0] = i
      for j in 1...b.count {
        let replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        current[j] = min(last[j] + 1, current[j - 1] + 1, replaced)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          current[j] = min(current[j], beforeLast[j - 2] + 1)
        }
      }
      beforeLast = last
      last = current
    }
    return last[b.count] <= limit ? last[b.count] : nil
  }
}
