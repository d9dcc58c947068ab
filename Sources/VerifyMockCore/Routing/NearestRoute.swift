/// The route that a request most likely meant.
enum NearestRoute {
  /// A route as people write it, taken apart once.
  struct Signpost: Sendable {
    /// `METHOD /path/{name}`
    let text: String
    fileprivate let bytes: [UInt8]
    fileprivate let parts: [Range<Int>]

    init(_ text: String) {
      self.text = text
      bytes = Array(text.utf8)
      parts = NearestRoute.parts(of: bytes)
    }
  }

  /// The one of the routes whose parts agree best with a request's.
  static func of(_ asked: String, in signposts: [Signpost]) -> String? {
    let wanted = Array(asked.utf8)
    let wantedParts = parts(of: wanted)
    var best: (index: Int, score: Int)?
    for index in signposts.indices {
      let score = score(signposts[index], wanted, wantedParts)
      if score > best?.score ?? 2 { best = (index, score) }
    }
    return best.map { signposts[$0.index].text }
  }

  private static func score(
    _ signpost: borrowing Signpost, _ wanted: [UInt8], _ wantedParts: [Range<Int>]
  ) -> Int {
    let count = signpost.parts.count
    var score = -2 * abs(count - wantedParts.count)
    for i in 0..<min(count, wantedParts.count) {
      let part = signpost.parts[i]
      if signpost.bytes[part.lowerBound] == UInt8(ascii: "{") {
        score += 1
      } else {
        score += likeness(signpost.bytes, part, wanted, wantedParts[i])
      }
    }
    return score
  }

  /// 3 for the same bytes, 2 where the case of ASCII letters differs, else 0.
  private static func likeness(
    _ a: [UInt8], _ part: Range<Int>, _ b: [UInt8], _ other: Range<Int>
  ) -> Int {
    guard part.count == other.count else { return 0 }
    var likeness = 3
    for i in 0..<part.count {
      let (x, y) = (a[part.lowerBound + i], b[other.lowerBound + i])
      if x == y { continue }
      guard x | 0x20 == y | 0x20, UInt8(ascii: "a")...UInt8(ascii: "z") ~= x | 0x20 else {
        return 0
      }
      likeness = 2
    }
    return likeness
  }

  /// Where the parts between slashes and spaces are; none is empty.
  private static func parts(of route: [UInt8]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    result.reserveCapacity(12)
    var start = 0
    for i in 0...route.count {
      guard i == route.count || route[i] == UInt8(ascii: "/") || route[i] == 0x20 else { continue }
      if i > start { result.append(start..<i) }
      start = i + 1
    }
    return result
  }
}
