import Foundation

/// The mock servers that sessions are routed to, by their URLs.
enum MockRoutes {
  /// The header field that tells the sessions of parallel tests apart; it never leaves the process.
  static let field = "X-Verify-Mock-Route"

  private static let lock = NSLock()
  // Touched under the lock only.
  nonisolated(unsafe) private static var hosts: [String: Set<String>] = [:]
  nonisolated(unsafe) private static var newest: String?

  static func add(_ url: String, hosts: [String]) {
    lock.withLock {
      self.hosts[url] = Set(hosts.map { $0.lowercased() })
      newest = url
    }
  }

  /// Where a request goes instead; nil when it is none of ours.
  static func target(of url: URL, route: String?) -> URL? {
    guard let scheme = url.scheme?.lowercased(), scheme == "https" || scheme == "http",
      let host = url.host?.lowercased(),
      var parts = URLComponents(url: url, resolvingAgainstBaseURL: true)
    else { return nil }
    // Platforms that add a session's fields after its protocols leave only the newest to go by.
    let found = lock.withLock { () -> String? in
      guard let base = route ?? newest, hosts[base]?.contains(host) == true else { return nil }
      return base
    }
    guard let found, let base = URLComponents(string: found) else { return nil }
    parts.scheme = base.scheme
    parts.host = base.host
    parts.port = base.port
    return parts.url
  }
}
