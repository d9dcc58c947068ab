import VerifyMockCore
import VerifyMockNetwork

/// Looks whether the documents of some folders have changed, twice a second.
struct FolderWatch: Sendable {
  let folders: [String]
  private var fingerprint: Int
  private(set) var next: MonotonicTime

  private static let pause = Interval.milliseconds(500)

  init(folders: [String], now: MonotonicTime) {
    self.folders = folders
    fingerprint = Self.fingerprint(of: folders)
    next = now.advanced(Self.pause)
  }

  private static func fingerprint(of folders: [String]) -> Int {
    var hasher = Hasher()
    for folder in folders { hasher.combine(Files.fingerprint(of: folder)) }
    return hasher.finalize()
  }

  /// Whether something has changed since the last look, if it is time for one.
  mutating func hasChanged(now: MonotonicTime) -> Bool {
    guard now >= next else { return false }
    next = now.advanced(Self.pause)
    let found = Self.fingerprint(of: folders)
    guard found != fingerprint else { return false }
    fingerprint = found
    return true
  }
}
