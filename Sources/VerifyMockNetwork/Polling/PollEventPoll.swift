#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

private func systemPoll(_ descriptors: inout [pollfd], _ milliseconds: Int32) -> Int32 {
  poll(&descriptors, nfds_t(descriptors.count), milliseconds)
}

/// ``EventPoll`` by poll(2): every wait costs time for every descriptor, so it suits hundreds.
final class PollEventPoll: EventPoll {
  private var descriptors: [pollfd] = []
  private var tokens: [UInt64] = []
  /// Where each descriptor is in the arrays, by its number; -1 for those not watched.
  private var places: [Int32] = []
  private var ready: [PollEvent] = []

  func add(_ descriptor: Int32, token: UInt64, interest: PollInterest) -> Bool {
    let number = Int(descriptor)
    while places.count <= number { places.append(-1) }
    places[number] = Int32(descriptors.count)
    descriptors.append(pollfd(fd: descriptor, events: Self.events(interest), revents: 0))
    tokens.append(token)
    return true
  }

  func change(_ descriptor: Int32, token: UInt64, interest: PollInterest) {
    guard let place = place(of: descriptor) else { return }
    descriptors[place].events = Self.events(interest)
    tokens[place] = token
  }

  func remove(_ descriptor: Int32) {
    guard let place = place(of: descriptor) else { return }
    places[Int(descriptor)] = -1
    let last = descriptors.count - 1
    if place != last {
      descriptors[place] = descriptors[last]
      tokens[place] = tokens[last]
      places[Int(descriptors[place].fd)] = Int32(place)
    }
    descriptors.removeLast()
    tokens.removeLast()
  }

  func wait(milliseconds: Int32) -> Int {
    ready.removeAll(keepingCapacity: true)
    var left = systemPoll(&descriptors, milliseconds)
    var place = 0
    while left > 0, place < descriptors.count {
      let found = Int32(descriptors[place].revents)
      if found != 0 {
        left -= 1
        ready.append(
          PollEvent(
            token: tokens[place], isReadable: found & Int32(POLLIN) != 0,
            isWritable: found & Int32(POLLOUT) != 0,
            hasFailed: found & Int32(POLLERR | POLLHUP | POLLNVAL) != 0))
      }
      place += 1
    }
    return ready.count
  }

  func event(_ index: Int) -> PollEvent { ready[index] }

  func close() {
    descriptors = []
    tokens = []
    places = []
  }

  private func place(of descriptor: Int32) -> Int? {
    let number = Int(descriptor)
    guard number >= 0, number < places.count, places[number] >= 0 else { return nil }
    return Int(places[number])
  }

  private static func events(_ interest: PollInterest) -> Int16 {
    var events: Int32 = 0
    if interest.contains(.read) { events |= Int32(POLLIN) }
    if interest.contains(.write) { events |= Int32(POLLOUT) }
    return Int16(truncatingIfNeeded: events)
  }
}
