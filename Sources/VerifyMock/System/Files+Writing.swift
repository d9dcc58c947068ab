import VerifyMockNetwork

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension Files {
  /// How long a FIFO may be without a reader, or a reader take nothing.
  package static let patience = Duration.seconds(5)

  /// Writes a file: a regular one in one step, so that a reader sees the old content or the new
  /// one; a FIFO or a device is written in place.
  ///
  /// A link in the place of a regular file is replaced, never followed. `/dev/stdout` and
  /// `/dev/fd/N`, as shells pass `>(COMMAND)`, are the descriptors themselves.
  ///
  /// - Parameter patience: how long a FIFO may be without a reader, or a reader take nothing.
  package static func write(
    _ bytes: [UInt8], to path: String, patience: Duration = Files.patience
  ) throws(Failure) {
    if let descriptor = try inherited(path) {
      return try pour(bytes, into: descriptor, path, patience)
    }
    var information = stat()
    guard stat(path, &information) == 0 else {
      guard errno == ENOENT || errno == ELOOP else { throw failure(path) }
      return try replace(path, with: bytes)
    }
    switch information.st_mode & S_IFMT {
    case S_IFREG: try replace(path, with: bytes)
    case S_IFDIR: throw failure(path, EISDIR)
    case S_IFIFO, S_IFCHR:
      let descriptor = try openSpecial(path, patience)
      defer { close(descriptor) }
      try pour(bytes, into: descriptor, path, patience)
    default:
      throw Failure(
        path: path, reason: "this is a socket or a disk, expected a file or a FIFO")
    }
  }

  /// Puts a new file in the place of what is there, in one step; a link is replaced itself.
  ///
  /// - Parameter mode: the permissions, less the process's mask.
  package static func replace(
    _ path: String, with bytes: [UInt8], mode: UInt16 = 0o644, isDurable: Bool = false
  ) throws(Failure) {
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
    // Nobody can plant a link under a name that nobody can guess.
    let draft = folder + ".verify-mock-" + String(UInt64.random(in: 0...UInt64.max), radix: 16)
    do throws(Failure) {
      try create(draft, with: bytes, mode: mode_t(mode), isDurable: isDurable)
    } catch {
      throw Failure(path: path, reason: error.reason)
    }
    guard rename(draft, path) == 0 else {
      let error = failure(path)
      unlink(draft)
      throw error
    }
  }

  /// Makes a file that is not there yet, and nothing when it can't be written whole.
  ///
  /// - Parameter isDurable: whether it is on the disk when this returns.
  static func create(
    _ path: String, with bytes: [UInt8], mode: mode_t, isDurable: Bool
  ) throws(Failure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw failure(path) }
    let isWritten =
      writeAll(bytes, to: descriptor) == bytes.count && (!isDurable || fsync(descriptor) == 0)
    let number = errno
    close(descriptor)
    guard isWritten else {
      unlink(path)
      throw failure(path, number)
    }
  }

  /// Writes to a descriptor until all is written, and waits for its reader where it must.
  ///
  /// - Returns: how many bytes were written; fewer than given when the system refused, with
  ///   `errno`.
  package static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int {
    var written = 0
    while written < bytes.count {
      let count = unistdWrite(descriptor, bytes[written...])
      if count < 0 {
        if errno == EINTR { continue }
        guard errno == EAGAIN else { return written }
        // Whoever passed the descriptor to us had it set so.
        _ = Socket(descriptor: descriptor).waitToWrite(until: .never)
        continue
      }
      written += count
    }
    return written
  }

  private static func openSpecial(_ path: String, _ patience: Duration) throws(Failure) -> Int32 {
    let deadline = MonotonicTime.now().advanced(by: patience)
    while true {
      let descriptor = open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
      var information = stat()
      if descriptor >= 0 {
        // Somebody may have put another file there since.
        if fstat(descriptor, &information) == 0, information.st_mode & S_IFMT != S_IFREG {
          return descriptor
        }
        close(descriptor)
        throw Failure(path: path, reason: "this was replaced while it was opened")
      }
      let number = errno
      if number == EINTR { continue }
      // A FIFO that nobody reads can't be opened.
      guard number == ENXIO, stat(path, &information) == 0,
        information.st_mode & S_IFMT == S_IFIFO
      else { throw failure(path, number) }
      guard MonotonicTime.now() < deadline else {
        throw Failure(
          path: path,
          reason: "no reader opened this FIFO within \(seconds(patience)); start the reader first")
      }
      WaitingThread.sleep(.milliseconds(10))
    }
  }

  /// Writes to what may be read slowly, and gives up when nothing is taken for a while.
  private static func pour(
    _ bytes: [UInt8], into descriptor: Int32, _ path: String, _ patience: Duration
  ) throws(Failure) {
    // A reader that goes is an error to report, not the end of this process.
    let usual = signal(SIGPIPE, SIG_IGN)
    defer { signal(SIGPIPE, usual) }
    var written = 0
    while written < bytes.count {
      let deadline = MonotonicTime.now().advanced(by: patience)
      guard Socket(descriptor: descriptor).waitToWrite(until: deadline) else {
        throw Failure(path: path, reason: "its reader took nothing for \(seconds(patience))")
      }
      // A pipe that can be written to takes so much without waiting.
      let count = unistdWrite(descriptor, bytes[written...].prefix(Int(PIPE_BUF)))
      if count >= 0 {
        written += count
      } else if errno == EPIPE {
        throw Failure(path: path, reason: "its reader went away")
      } else if errno != EINTR, errno != EAGAIN {
        throw failure(path)
      }
    }
  }

  private static func seconds(_ duration: Duration) -> String {
    "\(duration.wholeNanoseconds / 1_000_000_000) s"
  }
}

private func unistdWrite(_ descriptor: Int32, _ bytes: ArraySlice<UInt8>) -> Int {
  bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
}
