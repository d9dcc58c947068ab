/// Waits for descriptors to become ready; the same interface for every platform.
///
/// Level-triggered: what is still ready is reported again. Belongs to one thread.
protocol EventPoll: AnyObject {
  /// Watches a descriptor; false when the system has no room for it.
  func add(_ descriptor: Int32, token: UInt64, interest: PollInterest) -> Bool
  /// Changes what a watched descriptor is watched for. With no interest only failure is reported.
  func change(_ descriptor: Int32, token: UInt64, interest: PollInterest)
  /// Forgets a descriptor; to be called before it is closed.
  func remove(_ descriptor: Int32)
  /// Waits until something is ready or `milliseconds` have passed (-1: for ever); how many are.
  func wait(milliseconds: Int32) -> Int
  /// One of those that the last wait found.
  func event(_ index: Int) -> PollEvent
  /// Releases everything.
  func close()
}

/// A descriptor that is ready.
struct PollEvent {
  let token: UInt64
  let isReadable: Bool
  let isWritable: Bool
  /// The connection is broken, or both directions have ended.
  let hasFailed: Bool
}

/// What a descriptor is watched for.
struct PollInterest: OptionSet {
  let rawValue: UInt8
  static let read = PollInterest(rawValue: 1)
  static let write = PollInterest(rawValue: 2)
}

/// What a watched descriptor is to the loop: one number that the poll hands back.
struct PollToken {
  enum Kind: UInt64 { case wake, listener, connection, outgoing }

  let rawValue: UInt64

  init(rawValue: UInt64) { self.rawValue = rawValue }

  /// `generation` distinguishes those that had the same slot one after the other.
  init(_ kind: Kind, slot: Int = 0, generation: UInt32 = 0) {
    rawValue =
      kind.rawValue << 62 | UInt64(generation & 0x3FFF_FFFF) << 32
      | UInt64(UInt32(truncatingIfNeeded: slot))
  }

  var kind: Kind { Kind(rawValue: rawValue >> 62) ?? .wake }
  var slot: Int { Int(rawValue & 0xFFFF_FFFF) }
}

/// Which way to wait is used.
package enum PollBackend: Sendable, CaseIterable {
  /// epoll on Linux; what `poll` is elsewhere.
  case best
  /// poll(2), which is everywhere.
  case poll

  /// Fails when the process has no descriptor left.
  func makePoll() -> (any EventPoll)? {
    #if os(Linux)
    switch self {
    case .best: EpollEventPoll()
    case .poll: PollEventPoll()
    }
    #else
    PollEventPoll()
    #endif
  }
}
