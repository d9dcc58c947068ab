import VerifyMock
import VerifyMockJSON
import VerifyMockNetwork

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Writes lines to a descriptor from its own thread: a reader that is slow or gone never blocks
/// the caller.
///
/// Lines that are not written yet are kept up to ``capacity`` bytes. Further lines are dropped and
/// counted, and the count is written as a separate line as soon as the output takes bytes again.
final class OutputWriter: Sendable {
  /// What became of the lines when no more come.
  enum Ending: Equatable, Sendable {
    /// All are written, or counted as dropped in the output itself.
    case written
    /// Nobody reads them: the reader has gone, or takes nothing.
    case unread
    /// The system refuses them, such as a full disk; its words.
    case failed(String)
  }

  private struct State {
    var waiting: [UInt8] = []
    var dropped = 0
    var isEnding = false
    /// The system's error at the last write; 0 when it went well.
    var failure: Int32 = 0
  }

  /// How many bytes wait for the output at most; as many again may be on their way.
  static let capacity = 256 << 10

  private let descriptor: Int32
  private let state = Mutex(State())
  /// Readable when there is something to do.
  private let work: WakeDescriptor
  /// Readable when the thread has written everything.
  private let end: WakeDescriptor

  /// - Parameter descriptor: stays open; 1 is the standard output, 2 the standard error.
  init(descriptor: Int32) throws(SystemError) {
    guard let work = WakeDescriptor() else { throw SystemError(number: errno) }
    guard let end = WakeDescriptor() else {
      let failure = SystemError(number: errno)
      work.close()
      throw failure
    }
    (self.descriptor, self.work, self.end) = (descriptor, work, end)
    try LoopThread(stackSize: 128 << 10) { isStarted in
      if isStarted { self.run() }
    }.letGo()
  }

  deinit {
    work.close()
    end.close()
  }

  /// Leaves a text for the output, with a line feed behind it. Never waits; any thread may call it.
  ///
  /// Nothing is written after ``finish(within:)``.
  func write(_ text: String) {
    let bytes = Array((text.visible(keepsLines: true) + "\n").utf8)
    state.withLock { state in
      guard state.waiting.count + bytes.count <= Self.capacity else {
        state.dropped += 1
        return
      }
      if state.waiting.isEmpty { work.wake() }
      state.waiting += bytes
    }
  }

  /// Waits until everything is written, at most for `limit`, and ends the thread.
  func finish(within limit: Duration) -> Ending {
    state.withLock { state in
      state.isEnding = true
      work.wake()
    }
    let isWritten = Socket(descriptor: end.reading).waitToRead(until: .now().advanced(by: limit))
    let failure = state.withLock { $0.failure }
    if !isWritten || failure == EPIPE { return .unread }
    return failure == 0 ? .written : .failed(Files.text(of: failure))
  }

  /// What the thread writes in one go.
  private struct Batch {
    let bytes: [UInt8]
    /// The lines that were dropped after them.
    let dropped: Int
    /// The error that lines were dropped for; 0 when nobody read them.
    let failure: Int32
  }

  private func run() {
    while let batch = next() { write(batch) }
    end.wake()
  }

  /// Waits for something to write; nil at the end.
  private func next() -> Batch? {
    while true {
      let (batch, isEnding) = state.withLock { state in
        work.drain()
        let batch = Batch(
          bytes: state.waiting, dropped: state.dropped, failure: state.failure)
        // What was dropped is reported behind lines, and there are none.
        if !batch.bytes.isEmpty { (state.waiting, state.dropped) = ([], 0) }
        return (batch, state.isEnding)
      }
      if !batch.bytes.isEmpty { return batch }
      if isEnding { return nil }
      Socket(descriptor: work.reading).waitToRead(until: .never)
    }
  }

  private func write(_ batch: Batch) {
    var bytes = batch.bytes
    if batch.dropped > 0 {
      let reason = batch.failure == 0 ? "nobody read them" : Files.text(of: batch.failure)
      let lines = batch.dropped == 1 ? "1 line" : "\(batch.dropped) lines"
      bytes += "… \(lines) dropped: \(reason)\n".utf8
    }
    let written = Files.writeAll(bytes, to: descriptor)
    let failure = written == bytes.count ? 0 : errno
    state.withLock { state in
      state.failure = failure
      guard failure != 0 else { return }
      let lost = batch.bytes.dropFirst(written).count { $0 == UInt8(ascii: "\n") }
      state.dropped += batch.dropped + lost
    }
  }
}
