import Foundation
#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Carries the requests of a routed session to the mock server.
final class MockRoutingProtocol: URLProtocol {
  /// Plain loopback requests; one session for all, so that connections are kept.
  private static let carrier: URLSession = {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpMaximumConnectionsPerHost = 64
    return URLSession(configuration: configuration)
  }()

  private var carried: URLSessionDataTask?

  private static func target(of request: URLRequest) -> URL? {
    request.url.flatMap {
      MockRoutes.target(of: $0, route: request.value(forHTTPHeaderField: MockRoutes.field))
    }
  }

  override class func canInit(with request: URLRequest) -> Bool { target(of: request) != nil }

  override class func canonicalRequest(for request: URLRequest) -> URLRequest { request }

  override func startLoading() {
    var routed = request
    routed.url = Self.target(of: request)
    routed.setValue(nil, forHTTPHeaderField: MockRoutes.field)
    if routed.httpBody == nil, let stream = request.httpBodyStream {
      routed.httpBodyStream = nil
      routed.httpBody = Self.bytes(of: stream)
    }
    // The loading system calls a protocol on its own thread and its client from any.
    nonisolated(unsafe) let loading = self
    carried = Self.carrier.dataTask(with: routed) { data, response, error in
      guard let client = loading.client else { return }
      if let error {
        client.urlProtocol(loading, didFailWithError: error)
        return
      }
      if let response = loading.named(response) {
        client.urlProtocol(loading, didReceive: response, cacheStoragePolicy: .notAllowed)
      }
      if let data { client.urlProtocol(loading, didLoad: data) }
      client.urlProtocolDidFinishLoading(loading)
    }
    carried?.resume()
  }

  override func stopLoading() {
    carried?.cancel()
    carried = nil
  }

  /// The answer, from the address that was asked for.
  private func named(_ response: URLResponse?) -> URLResponse? {
    guard let answer = response as? HTTPURLResponse, let url = request.url else { return response }
    var fields: [String: String] = [:]
    for case (let name as String, let value as String) in answer.allHeaderFields {
      fields[name] = value
    }
    return HTTPURLResponse(
      url: url, statusCode: answer.statusCode, httpVersion: "HTTP/1.1", headerFields: fields)
  }

  /// Apple's platforms hand a body on as a stream.
  private static func bytes(of stream: InputStream) -> Data {
    stream.open()
    defer { stream.close() }
    var data = Data()
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = stream.read(&buffer, maxLength: buffer.count)
      guard count > 0 else { return data }
      data.append(contentsOf: buffer[..<count])
    }
  }
}
