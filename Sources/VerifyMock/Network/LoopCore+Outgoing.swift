final class OutgoingExchange {}

extension LoopCore {
  func start(_ id: OutgoingID, _ request: OutgoingRequest) {}
  func advance(_ event: PollEvent) {}
  func timeOut(_ id: OutgoingID) {}
  func resolved(_ id: OutgoingID, _ addresses: [SocketAddress]) {}
  func endOutgoing() {}
}
