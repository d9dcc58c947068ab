import VerifyMockHTTP
import VerifyMockSchema

extension Catalogue {
  /// What a request that no operation fits comes nearest to.
  func nearMiss(to request: HTTPRequestView) -> String {
    let asked = Engine.text(request.method) + " " + Engine.text(request.path)
    let routes = providers.flatMap { provider in
      provider.operations.map { operation in
        operation.contract.method + " " + String(decoding: provider.basePath, as: UTF8.self)
          + (operation.contract.path?.template ?? "")
      }
    }
    let nearest = NearestRoute.of(asked, in: routes)
    return "nothing is served at \(asked.prefix(200))"
      + (nearest.map { "; nearest is \($0)" } ?? "")
  }
}
