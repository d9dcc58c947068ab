/// The route that a request most likely meant.
enum NearestRoute {
  /// The one of `routes` (`METHOD /path/{name}`) whose segments agree best with a request's.
  static func of(_ asked: String, in routes: [String]) -> String? {
    let wanted = Array(asked.utf8)
    let wantedRanges = segments(wanted)
    var best: (route: String, score: Int)?
    for route in routes {
      let own = Array(route.utf8)
      let ranges = segments(own)
      var score = -2 * abs(ranges.count - wantedRanges.count)
      for (a, b) in zip(ranges, wantedRanges) {
        if own[a.lowerBound] == UInt8(ascii: "{") {
          score += 1
        } else {
          score += likeness(own[a], wanted[b])
        }
      }
      if score > best?.score ?? 2 { best = (route, score) }
    }
    return best?.route
  }

  /// 3 for the same bytes, 2 where the case of ASCII letters differs, else 0.
  private static func likeness(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Int {
    guard a.count == b.count else { return 0 }
    var likeness = 3
    for (x, y) in zip(a, b) where x != y {
      guard x | 0x20 == y | 0x20, UInt8(ascii: "a")...UInt8(ascii: "z") ~= x | 0x20 else {
        return 0
      }
      likeness = 2
    }
    return likeness
  }

  /// Where the parts between slashes and spaces are; none is empty.
  private static func segments(_ route: [UInt8]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = 0
    for i in 0...route.count {
      guard i == route.count || route[i] == UInt8(ascii: "/") || route[i] == 0x20 else { continue }
      if i > start { result.append(start..<i) }
      start = i + 1
    }
    return result
  }
}
