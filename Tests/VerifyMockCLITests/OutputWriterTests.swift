import Foundation
import Testing
@testable import VerifyMockCLI

@Suite("A log that is written beside the work")
struct OutputWriterTests {
  /// A pipe whose reading end never waits.
  private struct Pipe {
    let reading: Int32
    let writing: Int32

    init() throws {
      var ends: [Int32] = [0, 0]
      try #require(pipe(&ends) == 0)
      (reading, writing) = (ends[0], ends[1])
      _ = fcntl(reading, F_SETFL, O_NONBLOCK)
    }

    /// What is there to be read now.
    func take() -> [UInt8] {
      var bytes: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while case let count = read(reading, &buffer, buffer.count), count > 0 {
        bytes += buffer[..<count]
      }
      return bytes
    }

    func end() {
      close(reading)
      close(writing)
    }
  }

  @Test("lines arrive in order, each with its end")
  func writes() throws {
    let pipe = try Pipe()
    defer { pipe.end() }
    let writer = try OutputWriter(descriptor: pipe.writing)
    for number in 0..<100 { writer.write("line \(number)") }
    #expect(writer.finish(within: .seconds(30)) == .written)
    let text = String(decoding: pipe.take(), as: UTF8.self)
    #expect(text == (0..<100).map { "line \($0)\n" }.joined())
  }

  @Test("a reader that takes nothing blocks nobody; what it missed is counted when it reads again")
  func drops() throws {
    let pipe = try Pipe()
    defer { pipe.end() }
    let writer = try OutputWriter(descriptor: pipe.writing)
    let total = 20_000
    for number in 0..<total { writer.write("a line of the log with its number \(number)") }
    #expect(writer.finish(within: .zero) == .unread)
    var bytes: [UInt8] = []
    repeat { bytes += pipe.take() } while writer.finish(within: .milliseconds(10)) == .unread
    bytes += pipe.take()
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    let notices = lines.filter { $0.hasPrefix("… ") }
    let dropped = notices.compactMap { Int($0.split(separator: " ")[1]) }.reduce(0, +)
    #expect(notices.last?.hasSuffix("lines dropped: nobody read them") == true)
    #expect(dropped > 0)
    #expect(lines.count - notices.count + dropped == total)
    // One batch on its way, one that waits, and what the pipe holds.
    #expect(bytes.count <= 2 * OutputWriter.capacity + (1 << 20))
  }

  #if os(Linux)
  @Test("what the system refuses is an ending of its own")
  func fails() throws {
    let full = open("/dev/full", O_WRONLY | O_CLOEXEC)
    defer { close(full) }
    let writer = try OutputWriter(descriptor: full)
    writer.write("a line")
    #expect(writer.finish(within: .seconds(30)) == .failed("No space left on device"))
  }
  #endif

  @Test("a line holds no command for a terminal")
  func escapes() throws {
    let pipe = try Pipe()
    defer { pipe.end() }
    let writer = try OutputWriter(descriptor: pipe.writing)
    writer.write("404 GET /\u{9B}2J\u{202E}")
    #expect(writer.finish(within: .seconds(30)) == .written)
    #expect(String(decoding: pipe.take(), as: UTF8.self) == "404 GET /\\u009B2J\\u202E\n")
  }
}
