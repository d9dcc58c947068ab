import Dispatch
import Foundation
#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Carries the requests of a routed session to the mock server; its subclasses each have one.
class MockRoutingProtocol: URLProtocol {
  /// Plain loopback requests; one session for all, so that connections are kept.
  private static let carrier: URLSession = {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpMaximumConnectionsPerHost = 64
    return URLSession(configuration: configuration)
  }()

  /// On Linux all sessions share one queue underneath and wait on it: calling one session where
  /// another calls its protocol would wait for itself.
  private static let queue = DispatchQueue(label: "VerifyMock.routing")

  // Touched on the queue only.
  nonisolated(unsafe) private var carried: URLSessionDataTask?
  nonisolated(unsafe) private var isStopped = false

  class func target(of request: URLRequest) -> URL? {
    request.url.flatMap { MockRoutes.target(of: $0, by: self) }
  }

  override class func canInit(with request: URLRequest) -> Bool { target(of: request) != nil }

  override class func canonicalRequest(for request: URLRequest) -> URLRequest { request }

  override func startLoading() {
    var routed = request
    routed.url = type(of: self).target(of: request)
    if routed.httpBody == nil, let stream = request.httpBodyStream {
      routed.httpBodyStream = nil
      routed.httpBody = Self.bytes(of: stream)
    }
    nonisolated(unsafe) let loading = self
    let ready = routed
    Self.queue.async {
      guard !loading.isStopped else { return }
      let task = Self.carrier.dataTask(with: ready) { data, response, error in
        loading.finish(data, response, error)
      }
      loading.carried = task
      task.resume()
    }
  }

  override func stopLoading() {
    nonisolated(unsafe) let loading = self
    Self.queue.async {
      loading.isStopped = true
      loading.carried?.cancel()
      loading.carried = nil
    }
  }

  private func finish(_ data: Data?, _ response: URLResponse?, _ error: (any Error)?) {
    guard let client else { return }
    if let error {
      client.urlProtocol(self, didFailWithError: error)
      return
    }
    if let response = named(response) {
      client.urlProtocol(self, didReceive: response, cacheStoragePolicy: .notAllowed)
    }
    if let data { client.urlProtocol(self, didLoad: data) }
    client.urlProtocolDidFinishLoading(self)
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
