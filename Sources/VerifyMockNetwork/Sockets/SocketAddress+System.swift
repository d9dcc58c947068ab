#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension SocketAddress {
  /// Reads an IPv4 or IPv6 literal (in brackets or not); nil for anything else, names included.
  package init?(literal: String, port: UInt16) {
    var text = literal
    if text.hasPrefix("["), text.hasSuffix("]") { text = String(text.dropFirst().dropLast()) }
    var four = in_addr()
    var six = in6_addr()
    if inet_pton(AF_INET, text, &four) == 1 {
      self.init(v4: UInt32(bigEndian: four.s_addr), port: port)
    } else if inet_pton(AF_INET6, text, &six) == 1 {
      let halves = Self.halves(six)
      self.init(v6: halves.high, halves.low, port: port)
    } else {
      return nil
    }
  }

  /// The address without the port, as text.
  package var host: String {
    switch family {
    case .v4:
      let bytes = UInt32(truncatingIfNeeded: low)
      return "\(bytes >> 24).\(bytes >> 16 & 255).\(bytes >> 8 & 255).\(bytes & 255)"
    case .v6:
      var address = Self.address(high, low)
      return withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) {
        buffer in
        let text = inet_ntop(
          AF_INET6, &address, buffer.baseAddress, socklen_t(INET6_ADDRSTRLEN))
        return text.map { String(cString: $0) } ?? "::"
      }
    }
  }

  /// The addresses that this machine has now, without ports; none when the system does not say.
  static var interfaces: [SocketAddress] {
    var first: UnsafeMutablePointer<ifaddrs>?
    guard getifaddrs(&first) == 0 else { return [] }
    defer { freeifaddrs(first) }
    var found: [SocketAddress] = []
    var next = first
    while let entry = next?.pointee {
      if let source = entry.ifa_addr, let address = SocketAddress(system: source) {
        found.append(address)
      }
      next = entry.ifa_next
    }
    return found
  }

  /// Reads an address of the system; nil when it is neither IPv4 nor IPv6.
  private init?(system source: UnsafeMutablePointer<sockaddr>) {
    let size =
      switch Int32(source.pointee.sa_family) {
      case AF_INET: MemoryLayout<sockaddr_in>.size
      case AF_INET6: MemoryLayout<sockaddr_in6>.size
      default: 0
      }
    if size == 0 { return nil }
    var storage = sockaddr_storage()
    withUnsafeMutableBytes(of: &storage) { bytes in
      bytes.copyMemory(from: UnsafeRawBufferPointer(start: source, count: size))
    }
    self.init(system: storage)
  }

  /// Lends the address in the form that the system's calls take.
  func withSystemAddress<R>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> R) -> R {
    var storage = sockaddr_storage()
    let length: socklen_t
    switch family {
    case .v4:
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      address.sin_addr.s_addr = UInt32(truncatingIfNeeded: low).bigEndian
      length = socklen_t(MemoryLayout<sockaddr_in>.size)
      withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: address, as: sockaddr_in.self) }
    case .v6:
      var address = sockaddr_in6()
      address.sin6_family = sa_family_t(AF_INET6)
      address.sin6_port = port.bigEndian
      address.sin6_addr = Self.address(high, low)
      address.sin6_scope_id = scope
      length = socklen_t(MemoryLayout<sockaddr_in6>.size)
      withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: address, as: sockaddr_in6.self) }
    }
    return withUnsafePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
    }
  }

  /// Reads what the system wrote; nil when it is neither IPv4 nor IPv6.
  init?(system storage: sockaddr_storage) {
    let address = withUnsafeBytes(of: storage) { bytes -> SocketAddress? in
      switch Int32(storage.ss_family) {
      case AF_INET:
        let address = bytes.load(as: sockaddr_in.self)
        return SocketAddress(
          v4: UInt32(bigEndian: address.sin_addr.s_addr), port: UInt16(bigEndian: address.sin_port))
      case AF_INET6:
        let address = bytes.load(as: sockaddr_in6.self)
        let halves = Self.halves(address.sin6_addr)
        return SocketAddress(
          v6: halves.high, halves.low, scope: address.sin6_scope_id,
          port: UInt16(bigEndian: address.sin6_port))
      default:
        return nil
      }
    }
    guard let address else { return nil }
    self = address
  }

  private static func address(_ high: UInt64, _ low: UInt64) -> in6_addr {
    var address = in6_addr()
    withUnsafeMutableBytes(of: &address) { bytes in
      bytes.storeBytes(of: high.bigEndian, toByteOffset: 0, as: UInt64.self)
      bytes.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
    }
    return address
  }

  private static func halves(_ address: in6_addr) -> (high: UInt64, low: UInt64) {
    withUnsafeBytes(of: address) { bytes in
      (
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
      )
    }
  }
}
