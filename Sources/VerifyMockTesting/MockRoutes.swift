import Foundation

/// Which mock server each protocol class carries requests to.
///
/// A session takes classes, not instances, and gives a class no reference to itself. So each
/// server has its own class, which keeps parallel tests apart.
enum MockRoutes {
  private struct Route {
    let base: URLComponents
    let hosts: Set<String>
  }

  private static let lock = NSLock()
  // Touched under the lock only.
  nonisolated(unsafe) private static var routes: [ObjectIdentifier: Route] = [:]
  nonisolated(unsafe) private static var classes: [String: MockRoutingProtocol.Type] = [:]

  /// The class for a server; the same one for the same address.
  static func protocolClass(for url: String, hosts: [String]) -> MockRoutingProtocol.Type? {
    guard let base = URLComponents(string: url) else { return nil }
    return lock.withLock {
      let known = classes[url] ?? Self.makeClass(classes.count + 1, MockRouteEnd.self)
      classes[url] = known
      routes[ObjectIdentifier(known)] = Route(
        base: base, hosts: Set(hosts.map { $0.lowercased() }))
      return known
    }
  }

  /// Where a request goes instead; nil when it is none of ours.
  static func target(of url: URL, by route: MockRoutingProtocol.Type) -> URL? {
    guard let scheme = url.scheme?.lowercased(), scheme == "https" || scheme == "http",
      let host = url.host?.lowercased(),
      let found = lock.withLock({ routes[ObjectIdentifier(route)] }), found.hosts.contains(host),
      var parts = URLComponents(url: url, resolvingAgainstBaseURL: true)
    else { return nil }
    parts.scheme = found.base.scheme
    parts.host = found.base.host
    parts.port = found.base.port
    return parts.url
  }

  /// A class that no other number has: its type argument spells the number in binary.
  private static func makeClass<Digits>(
    _ number: Int, _ digits: Digits.Type
  ) -> MockRoutingProtocol.Type {
    if number == 0 { return MockRoute<Digits>.self }
    return number % 2 == 0
      ? makeClass(number / 2, MockRouteZero<Digits>.self)
      : makeClass(number / 2, MockRouteOne<Digits>.self)
  }
}

/// The protocol class of one server.
final class MockRoute<Digits>: MockRoutingProtocol {}

/// Where a number's digits start.
enum MockRouteEnd {}

/// The digit 0 before further ones.
enum MockRouteZero<Digits> {}

/// The digit 1 before further ones.
enum MockRouteOne<Digits> {}
