/// An IPv4 or IPv6 address with a port.
package struct SocketAddress: Hashable, Sendable {
  package enum Family: Sendable { case v4, v6 }

  package let family: Family
  /// The address in network order, read as numbers; IPv4 is in the low 32 bits of `low`.
  let high: UInt64
  let low: UInt64
  let scope: UInt32
  package let port: UInt16

  init(v4: UInt32, port: UInt16) {
    family = .v4
    high = 0
    low = UInt64(v4)
    scope = 0
    self.port = port
  }

  init(v6 high: UInt64, _ low: UInt64, scope: UInt32 = 0, port: UInt16) {
    family = .v6
    self.high = high
    self.low = low
    self.scope = scope
    self.port = port
  }

  /// 127.0.0.1.
  package static func loopbackV4(port: UInt16) -> SocketAddress {
    SocketAddress(v4: 0x7F00_0001, port: port)
  }

  /// ::1.
  package static func loopbackV6(port: UInt16) -> SocketAddress {
    SocketAddress(v6: 0, 1, port: port)
  }

  /// The same address with another port.
  package func with(port: UInt16) -> SocketAddress {
    switch family {
    case .v4: SocketAddress(v4: UInt32(truncatingIfNeeded: low), port: port)
    case .v6: SocketAddress(v6: high, low, scope: scope, port: port)
    }
  }

  /// The IPv4 address where this is one mapped into IPv6 (RFC 4291 section 2.5.5.2), else itself.
  var unmapped: SocketAddress {
    guard family == .v6, high == 0, low >> 32 == 0xFFFF else { return self }
    return SocketAddress(v4: UInt32(truncatingIfNeeded: low), port: port)
  }

  /// Whether both are of the same host; neither ports nor scopes count.
  func isSameHost(as other: SocketAddress) -> Bool {
    family == other.family && high == other.high && low == other.low
  }

  /// Whether only this machine can be at the other end: 127.0.0.0/8, ::1, and the former mapped.
  package var isLoopback: Bool {
    switch family {
    case .v4: low >> 24 == 127
    case .v6: high == 0 && (low == 1 || low >> 24 == 0xFFFF_7F)
    }
  }

  /// Whether it stands for every address of the machine: 0.0.0.0 or ::.
  package var isUnspecified: Bool { high == 0 && low == 0 }

  /// Host and port as a URL has them, IPv6 in brackets.
  package var authority: String {
    switch family {
    case .v4: "\(host):\(port)"
    case .v6: "[\(host)]:\(port)"
    }
  }
}
