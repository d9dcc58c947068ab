#if canImport(FoundationNetworking)
public import FoundationNetworking
#else
public import Foundation
#endif
public import VerifyMock

extension URLSessionConfiguration {
  /// Sends what is meant for the providers' own hosts to a mock server instead, for code with a
  /// hard-coded address.
  ///
  /// ```swift
  /// let session = URLSession(configuration: .ephemeral.routing(to: mock))
  /// ```
  ///
  /// Requests to `MockServer.hosts` are rewritten, path, method, fields and body unchanged; all
  /// others go where they were going. Only sessions made from this configuration are routed, never
  /// `URLSession.shared`; background sessions can't be routed at all, since they run in another
  /// process. Where the address can be set, set it to `MockServer.url` instead.
  ///
  /// On Linux the bodies of upload tasks do not reach a `URLProtocol`: use data tasks there, with
  /// the body in `URLRequest.httpBody`.
  ///
  /// - Returns: the configuration itself.
  @discardableResult
  public func routing(to mock: MockServer) -> URLSessionConfiguration {
    guard let route = MockRoutes.protocolClass(for: mock.url, hosts: mock.hosts) else {
      return self
    }
    protocolClasses = [route] + (protocolClasses ?? []).filter { !($0 is MockRoutingProtocol.Type) }
    return self
  }
}
