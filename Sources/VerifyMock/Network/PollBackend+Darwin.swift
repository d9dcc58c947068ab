#if !os(Linux)
extension PollBackend {
  func makePoll() -> (any EventPoll)? { PollEventPoll() }
}
#endif
