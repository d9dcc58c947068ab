#if os(Linux) && canImport(Glibc)
import Foundation
import Glibc

/// How much of its heap a process uses.
enum HeapUse {
  /// The bytes that are allocated and not freed; nil under a sanitizer, whose own heap gives none.
  ///
  /// From what the C library writes about itself (malloc_info(3)): all that it has from the system,
  /// without what lies free.
  static func bytes() -> Int? {
    guard dlsym(nil, "__asan_init") == nil, dlsym(nil, "__tsan_init") == nil,
      // The header that declares it is in no module.
      let function = dlsym(nil, "malloc_info")
    else { return nil }
    let write = unsafeBitCast(
      function, to: (@convention(c) (Int32, UnsafeMutableRawPointer?) -> Int32).self)
    // On the stack, so that reading the figure does not change it.
    return withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 1) { buffer in
      guard let stream = fmemopen(buffer.baseAddress, buffer.count, "w") else { return nil }
      let isWritten = write(0, stream) == 0
      fflush(stream)
      let count = ftell(stream)
      fclose(stream)
      guard isWritten, count > 0, count < buffer.count else { return nil }
      return inUse(String(decoding: buffer[..<count], as: UTF8.self))
    }
  }

  /// Reads the sums that follow the figures of each arena.
  private static func inUse(_ text: String) -> Int? {
    guard let sums = text.components(separatedBy: "</heap>").last else { return nil }
    func size(_ element: String) -> Int? {
      guard let start = sums.range(of: "<\(element) "),
        let size = sums[start.upperBound...].range(of: "size=\"")
      else { return nil }
      return Int(sums[size.upperBound...].prefix { $0.isNumber })
    }
    guard let system = size("system type=\"current\""), let mapped = size("total type=\"mmap\""),
      let fast = size("total type=\"fast\""), let rest = size("total type=\"rest\"")
    else { return nil }
    return system + mapped - fast - rest
  }
}
#endif
