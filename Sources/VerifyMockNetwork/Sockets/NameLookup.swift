#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The search for the addresses of a name. It can take long, so it runs on its own thread.
package struct NameLookup: Sendable {
  let name: String
  let port: UInt16

  /// Whether the name is one that always stands for this machine (RFC 6761 section 6.3).
  package static func isLoopback(_ name: String) -> Bool {
    let name = name.lowercased()
    return name == "localhost" || name.hasSuffix(".localhost")
  }

  /// Whether a host is this machine, by such a name or by a loopback address; other names are not
  /// looked up.
  package static func isThisMachine(_ host: String) -> Bool {
    isLoopback(host) || SocketAddress(literal: host, port: 0)?.isLoopback == true
  }

  /// What the system knows, in its order; waits for name servers.
  var addresses: [SocketAddress] {
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(name, nil, nil, &found) == 0 else { return [] }
    defer { freeaddrinfo(found) }
    var addresses: [SocketAddress] = []
    var next = found
    while let entry = next?.pointee {
      var storage = sockaddr_storage()
      let size = min(Int(entry.ai_addrlen), MemoryLayout<sockaddr_storage>.size)
      if let source = entry.ai_addr {
        withUnsafeMutableBytes(of: &storage) { bytes in
          bytes.copyMemory(from: UnsafeRawBufferPointer(start: source, count: size))
        }
      }
      // The list has one entry per kind of socket.
      let address = SocketAddress(system: storage)?.with(port: port)
      if let address, !addresses.contains(address) { addresses.append(address) }
      next = entry.ai_next
    }
    return addresses
  }
}
