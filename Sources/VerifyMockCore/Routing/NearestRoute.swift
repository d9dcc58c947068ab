/// The route that a request most likely meant.
enum NearestRoute {
  /// The one of `routes` (`METHOD /path/{name}`) whose segments agree best with a request's.
  static func of(_ asked: String, in routes: [String]) -> String? {
    let wanted = segments(asked)
    var best: (route: String, score: Int)?
    for route in routes {
      let own = segments(route)
      var score = -2 * abs(own.count - wanted.count)
      for (a, b) in zip(own, wanted) {
        if a.hasPrefix("{") {
          score += 1
        } else if a == b {
          score += 3
        } else if a.lowercased() == b.lowercased() {
          score += 2
        }
      }
      if score > best?.score ?? 2 { best = (route, score) }
    }
    return best?.route
  }

  private static func segments(_ route: String) -> [Substring] {
    route.split { $0 == "/" || $0 == " " }
  }
}
