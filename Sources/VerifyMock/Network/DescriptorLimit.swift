#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// How many descriptors the process may have open.
enum DescriptorLimit {
  /// Raises the soft limit to the hard one, once in the life of the process.
  static func raise() { _ = raised }

  private static let raised: Bool = {
    #if canImport(Glibc)
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
    let resource = RLIMIT_NOFILE
    #endif
    var limit = rlimit()
    guard getrlimit(resource, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return false }
    limit.rlim_cur = limit.rlim_max
    if setrlimit(resource, &limit) == 0 { return true }
    // Darwin's hard limit can be unlimited, which it does not accept as a soft one.
    limit.rlim_cur = 10_240
    return setrlimit(resource, &limit) == 0
  }()
}
