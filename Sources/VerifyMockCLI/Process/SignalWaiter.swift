#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Waits for the signals that ask a process to end: SIGTERM and SIGINT.
struct SignalWaiter {
  /// Why signals can't be waited for.
  struct Failure: Error {}

  private let reader: Int32

  /// Catches the signals from now on.
  init() throws(Failure) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Failure() }
    reader = ends[0]
    // A command that is run must not hold them.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    // A handler may use nothing but plain memory: the descriptor is set before it can run.
    SignalPipe.writer = ends[1]
    for number in [SIGTERM, SIGINT] {
      signal(number) { _ in
        // The interrupted code may be about to read it.
        let error = errno
        var byte: UInt8 = 1
        _ = write(SignalPipe.writer, &byte, 1)
        errno = error
      }
    }
    // The reader of the output may go; that must not end the process.
    signal(SIGPIPE, SIG_IGN)
  }

  /// Restores the signals' default action.
  func release() {
    for number in [SIGTERM, SIGINT] { signal(number, SIG_DFL) }
  }

  /// Returns when one of the signals has come.
  func wait() {
    var byte: UInt8 = 0
    while read(reader, &byte, 1) < 0, errno == EINTR {}
  }
}

private enum SignalPipe {
  nonisolated(unsafe) static var writer: Int32 = -1
}
