/// Waits for descriptors to become ready; every platform's way behind the same verbs.
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
  /// Gives everything back.
  func close()
}
