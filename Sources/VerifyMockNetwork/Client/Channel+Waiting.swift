#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension Channel {
  /// Waits until there is something to read, or to write where something waits for that; false
  /// when the time is over.
  func wait(until deadline: MonotonicTime) -> Bool {
    socket.wait(for: isBlocked ? POLLIN | POLLOUT : POLLIN, until: deadline)
  }

  /// Sends all of it; false when the time is over. A server may answer and close before it has
  /// read everything, so that a broken connection only ends the sending.
  func sendAll(_ bytes: [UInt8], until deadline: MonotonicTime) -> Bool {
    var sent = 0
    while sent < bytes.count || isBlocked {
      guard sent < bytes.count else {
        guard flush() else { return true }
        if isBlocked, !socket.waitToWrite(until: deadline) { return false }
        continue
      }
      switch bytes.withUnsafeBytes({ send(UnsafeRawBufferPointer(rebasing: $0[sent...])) }) {
      case .moved(let count): sent += count
      case .blocked: guard socket.waitToWrite(until: deadline) else { return false }
      case .ended, .failed: return true
      }
    }
    return true
  }
}

extension Socket {
  @discardableResult
  package func waitToRead(until deadline: MonotonicTime) -> Bool {
    wait(for: POLLIN, until: deadline)
  }

  package func waitToWrite(until deadline: MonotonicTime) -> Bool {
    wait(for: POLLOUT, until: deadline)
  }

  /// Waits for one of the events; false when the time is over.
  fileprivate func wait(for events: Int32, until deadline: MonotonicTime) -> Bool {
    while true {
      let left = deadline.since(MonotonicTime.now()).wholeNanoseconds / 1_000_000
      guard left > 0 else { return false }
      var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
      let count = poll(&entry, 1, Int32(clamping: left + 1))
      if count > 0 { return true }
      if count < 0, errno != EINTR { return false }
    }
  }
}
