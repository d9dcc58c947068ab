#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
  read(descriptor, buffer.baseAddress, buffer.count)
}

private func systemWrite(_ descriptor: Int32, _ byte: UnsafePointer<UInt8>) -> Int {
  write(descriptor, byte, 1)
}

/// A pipe that makes a loop's wait end; the writing end may be used from any thread and from a
/// signal handler.
package struct WakeDescriptor: Sendable {
  package let reading: Int32
  let writing: Int32

  /// Fails when the process has no descriptor left.
  package init?() {
    var ends: (Int32, Int32) = (-1, -1)
    guard systemPipe(&ends) else { return nil }
    (reading, writing) = ends
  }

  /// Makes the descriptor readable. A full pipe is readable already.
  package func wake() { Self.write(1, to: writing) }

  static func write(_ byte: UInt8, to descriptor: Int32) {
    var byte = byte
    _ = systemWrite(descriptor, &byte)
  }

  /// One of the bytes written; nil when there is none.
  func read() -> UInt8? {
    var byte: UInt8 = 0
    let count = withUnsafeMutableBytes(of: &byte) { systemRead(reading, $0) }
    return count == 1 ? byte : nil
  }

  /// Takes everything back that woke it.
  package func drain() {
    withUnsafeTemporaryAllocation(byteCount: 64, alignment: 1) { buffer in
      while systemRead(reading, buffer) == buffer.count {}
    }
  }

  package func close() {
    Socket.close(reading)
    Socket.close(writing)
  }
}
