#if os(Linux)
import Foundation

/// What a process has of the system, counted by name: its descriptors, and the threads of loops.
///
/// The runtime's own threads come and go, and are not counted.
struct Holdings: Equatable, CustomStringConvertible {
  /// As the system names them, without the numbers: `socket:[]`, `anon_inode:[eventpoll]`, `/dev/null`.
  private(set) var descriptors: [String: Int] = [:]
  private(set) var threads = 0

  static func current() throws -> Holdings {
    var holdings = Holdings()
    let files = FileManager.default
    for number in try files.contentsOfDirectory(atPath: "/proc/self/fd") {
      // The one that reads this folder is gone by now.
      guard let name = try? files.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(number)")
      else { continue }
      holdings.descriptors[name.filter { !$0.isNumber }, default: 0] += 1
    }
    for thread in try files.contentsOfDirectory(atPath: "/proc/self/task") {
      let name = try? String(contentsOfFile: "/proc/self/task/\(thread)/comm", encoding: .utf8)
      if name?.hasPrefix("verify-mock") == true { holdings.threads += 1 }
    }
    return holdings
  }

  /// What is there once the threads that have been joined are gone from the system's list too,
  /// which it writes a moment later.
  static func settled() throws -> Holdings {
    for _ in 0..<100_000 {
      let holdings = try current()
      if holdings.threads == 0 { return holdings }
      sched_yield()
    }
    return try current()
  }

  var description: String {
    let names = descriptors.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    return "\(names.joined(separator: ", ")); \(threads) threads of loops"
  }
}
#endif
