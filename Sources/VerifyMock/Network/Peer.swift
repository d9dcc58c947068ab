/// Who is at the other end of a connection.
package struct Peer: Sendable {
  let socketAddress: SocketAddress

  package init(socketAddress: SocketAddress) { self.socketAddress = socketAddress }

  /// Whether the other end is on this machine.
  package var isLoopback: Bool { socketAddress.isLoopback }

  /// The address without the port, as text.
  package var address: String { socketAddress.host }
}
