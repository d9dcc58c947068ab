/// Elements in the order in which they came, for adding at the end and taking from the front.
///
/// Both take constant time on average. What was taken is released once it is a fifth of the storage.
package struct Queue<Element: Sendable>: RandomAccessCollection, Sendable {
  /// The taken elements first, then the others.
  private var elements: [Element]
  private var taken = 0

  package init(_ elements: [Element] = []) {
    self.elements = elements
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { elements.count - taken }
  package subscript(index: Int) -> Element { elements[taken + index] }

  package mutating func append(_ element: Element) { elements.append(element) }

  @discardableResult
  package mutating func popFirst() -> Element? {
    guard let first else { return nil }
    taken += 1
    if taken * 5 >= elements.count {
      elements.removeFirst(taken)
      taken = 0
    }
    return first
  }

  mutating func removeAll(where isUnwanted: (Element) -> Bool) {
    elements = filter { !isUnwanted($0) }
    taken = 0
  }
}

/// Keys in the order in which they were last added: the first one is the one to give up first.
///
/// Every change takes constant time on average, however many keys there are.
struct KeyOrder<Key: Hashable & Sendable>: Sendable {
  private struct Entry: Sendable {
    let key: Key
    let stamp: Int
  }

  /// Entries whose stamp is not the key's latest are outdated.
  private var entries = Queue<Entry>()
  private var stamps: [Key: Int] = [:]
  private var lastStamp = 0

  init() {}

  var count: Int { stamps.count }

  /// How many entries are stored, outdated ones included: at most twice as many as there are keys,
  /// and some more.
  var storedCount: Int { entries.count }

  func contains(_ key: Key) -> Bool { stamps[key] != nil }

  /// Adds a key behind all others, or moves it there.
  mutating func add(_ key: Key) {
    if let last = entries.last, last.key == key, last.stamp == stamps[key] { return }
    lastStamp += 1
    stamps[key] = lastStamp
    entries.append(Entry(key: key, stamp: lastStamp))
    removeOutdated()
  }

  mutating func remove(_ key: Key) {
    if stamps.removeValue(forKey: key) != nil { removeOutdated() }
  }

  mutating func popFirst() -> Key? {
    while let entry = entries.popFirst() {
      guard stamps[entry.key] == entry.stamp else { continue }
      stamps[entry.key] = nil
      return entry.key
    }
    return nil
  }

  /// Visits the keys until `visit` returns false.
  func forEach(newestFirst: Bool = false, while visit: (Key) -> Bool) {
    let count = entries.count
    for step in 0..<count {
      let entry = entries[newestFirst ? count - 1 - step : step]
      if stamps[entry.key] == entry.stamp, !visit(entry.key) { return }
    }
  }

  private mutating func removeOutdated() {
    guard entries.count > 2 * stamps.count + 16 else { return }
    let stamps = stamps
    entries.removeAll { stamps[$0.key] != $0.stamp }
  }
}
