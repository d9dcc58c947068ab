#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What the process takes of the machine.
enum ProcessUsage {
  /// The memory that is in use; nil where the system tells it only dearly.
  static var residentBytes: Int? {
    #if os(Linux)
    guard let bytes = try? Files.read("/proc/self/statm") else { return nil }
    let words = bytes.split(separator: 0x20)
    guard words.count > 1, let pages = Int(String(decoding: words[1], as: UTF8.self)) else {
      return nil
    }
    return pages * sysconf(Int32(_SC_PAGESIZE))
    #else
    return nil
    #endif
  }

  /// The processor's time that has been used, in nanoseconds.
  static var cpuNanoseconds: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
