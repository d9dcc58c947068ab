/// A descriptor that is ready.
struct PollEvent {
  let token: UInt64
  let isReadable: Bool
  let isWritable: Bool
  /// The connection is broken, or both directions have ended.
  let hasFailed: Bool
}
