import VerifyMockHTTP
import VerifyMockContract

extension Catalogue {
  /// What a request that no operation fits comes nearest to.
  func nearMiss(to request: HTTPRequestView) -> String {
    let asked = Engine.text(request.method) + " " + Engine.text(request.path)
    let nearest = NearestRoute.of(asked, in: router.signposts)
    // A text has no more characters than bytes, and those are quickly counted.
    let shown = asked.utf8.count > 200 ? String(asked.prefix(200)) : asked
    return "nothing is served at \(shown)"
      + (nearest.map { "; nearest is \($0)" } ?? "")
  }
}
