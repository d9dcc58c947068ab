/// The name that was probably meant, by edit distance.
package enum NearName {
  /// The nearest of the candidates, if it is near: at most a third of the name's length away, one
  /// edit for short names; the first of equals.
  package static func nearest(to name: String, among candidates: [String]) -> String? {
    let wanted = Array(name.unicodeScalars.prefix(100))
    let limit = max(1, wanted.count / 3)
    guard wanted.count > 1 else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in candidates where !candidate.utf8.elementsEqual(name.utf8) {
      let other = Array(candidate.unicodeScalars.prefix(100))
      guard abs(other.count - wanted.count) <= limit else { continue }
      let distance = distance(wanted, other)
      if distance <= limit, distance < best?.distance ?? Int.max { best = (candidate, distance) }
    }
    return best?.name
  }

  /// Insertions, deletions, replacements and swaps of neighbours; a change of case alone counts
  /// nothing.
  private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    let left = left.map(folded)
    let right = right.map(folded)
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for i in left.indices {
      var row = [i + 1]
      for j in right.indices {
        var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (left[i] == right[j] ? 0 : 1))
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          cost = min(cost, beforeLast[j - 1] + 1)
        }
        row.append(cost)
      }
      beforeLast = last
      last = row
    }
    return last[right.count]
  }

  private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    ("A"..."Z").contains(scalar)
      ? Unicode.Scalar(UInt8(truncatingIfNeeded: scalar.value) | 0x20) : scalar
  }
}
