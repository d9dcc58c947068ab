#if os(Linux)
extension PollBackend {
  func makePoll() -> (any EventPoll)? {
    switch self {
    case .best: EpollEventPoll()
    case .poll: PollEventPoll()
    }
  }
}
#endif
