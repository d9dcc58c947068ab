#if canImport(Testing)
public import VerifyMock

/// What a trait binds for the time of its tests.
enum FixtureScope {
  /// The server of the test case that runs.
  @TaskLocal static var server: MockServer?
  /// The server that the tests of a suite share.
  @TaskLocal static var shared: MockServer?
}

extension MockServer {
  /// The server of the running test, or nil outside of one with the trait `.verifyMock`.
  ///
  /// Seen by the test, by everything it awaits, and by the child tasks of both. Not seen in
  /// `Task.detached`, in Dispatch blocks and on threads of your own: read it before and hand it on.
  public static var current: MockServer? { FixtureScope.server }
}
#endif
