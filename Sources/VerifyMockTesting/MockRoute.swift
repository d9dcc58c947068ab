/// The protocol class of one server.
final class MockRoute<Digits>: MockRoutingProtocol {}

/// What a number's digits begin at.
enum MockRouteEnd {}

/// The digit 0 before further ones.
enum MockRouteZero<Digits> {}

/// The digit 1 before further ones.
enum MockRouteOne<Digits> {}
