/// Finds names as clients spell them: exactly, by another documented spelling, or in another letter
/// case.
///
/// Built once; finding allocates nothing.
struct NameTable: Sendable {
  /// How a name was found; the smaller, the better.
  enum Match: Int32, Sendable {
    case exact = 0
    case otherSpelling = 1
    case letterCase = 2
  }

  struct Found {
    let target: Int32
    let match: Match
  }

  private struct Entry {
    var start: Int32
    var length: Int32
    var target: Int32
    var isCanonical: Bool
    /// The next entry of the same bucket, or -1.
    var next: Int32
  }

  private var bytes: [UInt8] = []
  private var entries: [Entry] = []
  private var buckets: [Int32]
  private let mask: UInt32

  /// - Parameter names: for each target its canonical name and the other spellings.
  init(_ names: [(name: [UInt8], also: [[UInt8]])]) {
    let count = names.reduce(0) { $0 + 1 + $1.also.count }
    var size = 4
    while size < count * 2 { size *= 2 }
    buckets = [Int32](repeating: -1, count: size)
    mask = UInt32(size - 1)
    for (target, entry) in names.enumerated() {
      add(entry.name, target: target, isCanonical: true)
      for other in entry.also { add(other, target: target, isCanonical: false) }
    }
  }

  private mutating func add(_ name: [UInt8], target: Int, isCanonical: Bool) {
    let bucket = Int(name.withUnsafeBufferPointer { Self.hash($0) } & mask)
    entries.append(
      Entry(
        start: Int32(bytes.count), length: Int32(name.count), target: Int32(target),
        isCanonical: isCanonical, next: buckets[bucket]))
    buckets[bucket] = Int32(entries.count - 1)
    bytes += name
  }

  /// The best match; nil when no spelling fits.
  @inline(__always)
  func find(_ name: UnsafeBufferPointer<UInt8>) -> Found? {
    var at = buckets[Int(Self.hash(name) & mask)]
    guard at >= 0 else { return nil }
    return bytes.withUnsafeBufferPointer { bytes in
      var best: Found?
      while at >= 0 {
        let entry = entries[Int(at)]
        at = entry.next
        guard Int(entry.length) == name.count else { continue }
        let start = Int(entry.start)
        var isSame = true
        var isFolded = true
        for i in 0..<name.count where bytes[start &+ i] != name[i] {
          isSame = false
          if !Self.isSameLetter(bytes[start &+ i], name[i]) {
            isFolded = false
            break
          }
        }
        guard isFolded else { continue }
        let match: Match = isSame ? (entry.isCanonical ? .exact : .otherSpelling) : .letterCase
        if match == .exact { return Found(target: entry.target, match: match) }
        // Entries of a bucket come last first; of equal matches the first in the contract wins.
        if best.map({ match.rawValue <= $0.match.rawValue }) ?? true {
          best = Found(target: entry.target, match: match)
        }
      }
      return best
    }
  }

  @inline(__always)
  private static func isSameLetter(_ a: UInt8, _ b: UInt8) -> Bool {
    a | 0x20 == b | 0x20 && (a | 0x20) &- UInt8(ascii: "a") < 26
  }

  /// Equal for names that differ in letter case only.
  @inline(__always)
  private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var hash = UInt32(truncatingIfNeeded: name.count)
    for byte in name { hash = hash &* 31 &+ UInt32(byte | 0x20) }
    return hash ^ (hash >> 15)
  }
}
