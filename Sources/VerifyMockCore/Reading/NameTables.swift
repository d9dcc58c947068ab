import VerifyMockHTTP

/// Finds names as clients spell them: exactly, by another documented spelling, or in another letter
/// case.
///
/// Written once; finding allocates nothing.
struct NameTables {
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

  /// One of the tables.
  struct Table: Sendable {
    fileprivate var firstBucket: Int32
    fileprivate var mask: UInt32
  }

  fileprivate struct Entry: Sendable {
    var start: Int32
    var length: Int32
    var target: Int32
    var isCanonical: Bool
    /// The next entry of the same bucket, or -1.
    var next: Int32
  }

  /// The tables while they are written.
  struct Builder: Sendable {
    fileprivate var bytes: [UInt8] = []
    fileprivate var entries: [Entry] = []
    fileprivate var buckets: [Int32] = []

    /// Adds a table of targets, each with its canonical name and the other spellings.
    mutating func table(_ names: [(name: [UInt8], also: [[UInt8]])]) -> Table {
      let count = names.reduce(0) { $0 + 1 + $1.also.count }
      var size = 4
      while size < count * 2 { size *= 2 }
      let table = Table(firstBucket: Int32(buckets.count), mask: UInt32(size - 1))
      buckets += repeatElement(-1, count: size)
      for (target, entry) in names.enumerated() {
        add(entry.name, to: table, target: target, isCanonical: true)
        for other in entry.also { add(other, to: table, target: target, isCanonical: false) }
      }
      return table
    }

    private mutating func add(
      _ name: [UInt8], to table: Table, target: Int, isCanonical: Bool
    ) {
      let hash = name.withUnsafeBufferPointer { NameTables.hash($0) }
      let bucket = Int(table.firstBucket) + Int(hash & table.mask)
      entries.append(
        Entry(
          start: Int32(bytes.count), length: Int32(name.count), target: Int32(target),
          isCanonical: isCanonical, next: buckets[bucket]))
      buckets[bucket] = Int32(entries.count - 1)
      bytes += name
    }
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private let entries: UnsafeBufferPointer<Entry>
  private let buckets: UnsafeBufferPointer<Int32>

  init(_ builder: Builder) {
    bytes = ReadingPlan.frozen(builder.bytes)
    entries = ReadingPlan.frozen(builder.entries)
    buckets = ReadingPlan.frozen(builder.buckets)
  }

  func deallocate() {
    bytes.deallocate()
    entries.deallocate()
    buckets.deallocate()
  }

  /// The best match; nil when no spelling fits.
  @inline(__always)
  func find(_ name: UnsafeBufferPointer<UInt8>, in table: Table) -> Found? {
    var at = buckets[Int(table.firstBucket) &+ Int(Self.hash(name) & table.mask)]
    var best: Found?
    while at >= 0 {
      let entry = entries[Int(at)]
      at = entry.next
      guard Int(entry.length) == name.count else { continue }
      let start = Int(entry.start)
      let isSame = name.isSame(as: Bytes(rebasing: bytes[start..<start &+ name.count]))
      guard isSame || isFolded(start, name) else { continue }
      let match: Match = isSame ? (entry.isCanonical ? .exact : .otherSpelling) : .letterCase
      if match == .exact { return Found(target: entry.target, match: match) }
      // Entries of a bucket come last first; of equal matches the first in the contract wins.
      if best.map({ match.rawValue <= $0.match.rawValue }) ?? true {
        best = Found(target: entry.target, match: match)
      }
    }
    return best
  }

  /// Whether the names differ in letter case at most.
  private func isFolded(_ start: Int, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    for i in 0..<name.count where bytes[start &+ i] != name[i] {
      if !Self.isSameLetter(bytes[start &+ i], name[i]) { return false }
    }
    return true
  }

  @inline(__always)
  private static func isSameLetter(_ a: UInt8, _ b: UInt8) -> Bool {
    a | 0x20 == b | 0x20 && (a | 0x20) &- UInt8(ascii: "a") < 26
  }

  /// Equal for names that differ in letter case only.
  @inline(__always)
  fileprivate static func hash(_ name: UnsafeBufferPointer<UInt8>) -> UInt32 {
    guard let base = name.baseAddress, name.count > 0 else { return 0 }
    // Length, both ends and the middle tell the names of one object apart well enough.
    var hash = UInt32(truncatingIfNeeded: name.count) &* 7
    hash &+= UInt32(base[0] | 0x20) &* 31
    hash &+= UInt32(base[name.count &- 1] | 0x20) &* 131
    hash &+= UInt32(base[name.count >> 1] | 0x20) &* 17
    return hash ^ (hash >> 5)
  }
}
