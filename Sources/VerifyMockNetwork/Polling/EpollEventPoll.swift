#if os(Linux)
import CVerifyMockEvents

/// ``EventPoll`` by epoll: the cost of a wait does not grow with the descriptors that are idle.
final class EpollEventPoll: EventPoll {
  private static let capacity = 256
  private let descriptor: Int32
  private let events = UnsafeMutablePointer<vm_event>.allocate(capacity: capacity)

  /// Fails when the process has no descriptor left.
  init?() {
    descriptor = vm_epoll_create()
    events.initialize(repeating: vm_event(), count: Self.capacity)
    if descriptor < 0 { return nil }
  }

  deinit { events.deallocate() }

  func add(_ descriptor: Int32, token: UInt64, interest: PollInterest) -> Bool {
    vm_epoll_add(self.descriptor, descriptor, Self.events(interest), token) == 0
  }

  func change(_ descriptor: Int32, token: UInt64, interest: PollInterest) {
    _ = vm_epoll_change(self.descriptor, descriptor, Self.events(interest), token)
  }

  func remove(_ descriptor: Int32) { _ = vm_epoll_remove(self.descriptor, descriptor) }

  func wait(milliseconds: Int32) -> Int {
    // An interrupted wait found nothing; the loop comes back.
    max(0, Int(vm_epoll_wait(descriptor, events, Int32(Self.capacity), milliseconds)))
  }

  func event(_ index: Int) -> PollEvent {
    let ready = vm_event_ready(events + index)
    return PollEvent(
      token: vm_event_token(events + index),
      isReadable: ready & vm_readable.rawValue != 0,
      isWritable: ready & vm_writable.rawValue != 0,
      hasFailed: ready & vm_failed.rawValue != 0)
  }

  func close() { Socket.close(descriptor) }

  private static func events(_ interest: PollInterest) -> UInt32 {
    var events: UInt32 = 0
    if interest.contains(.read) { events |= vm_readable.rawValue }
    if interest.contains(.write) { events |= vm_writable.rawValue }
    return events
  }
}
#endif
