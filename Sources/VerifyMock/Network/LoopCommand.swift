/// What other threads want of a loop.
enum LoopCommand<App: Application & Sendable>: Sendable {
  case perform(
    @Sendable (inout App, inout LoopContext) -> Void, ifStopped: @Sendable () -> Void)
  /// A name has been looked up.
  case resolved(OutgoingID, [SocketAddress])
  case stop
}
