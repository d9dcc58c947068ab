import VerifyMockNetwork

/// The text of a client's address, made anew only when another client asks.
struct ClientAddress: Sendable {
  private var address: SocketAddress?
  private var text: [UInt8] = []

  mutating func bytes(of peer: Peer) -> [UInt8] {
    let address = peer.socketAddress.with(port: 0)
    if address != self.address {
      self.address = address
      text = Array(peer.address.utf8)
    }
    return text
  }
}
