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

  @discardableResult
  mutating func popLast() -> Element? { isEmpty ? nil : elements.removeLast() }

  mutating func removeAll(where isUnwanted: (Element) -> Bool) {
    elements.removeFirst(taken)
    taken = 0
    elements.removeAll(where: isUnwanted)
  }
}

/// Values by number, stored side by side.
///
/// A dictionary of wide values has room for up to twice as many as it has; here only the positions
/// are in one.
struct NumberedValues<Value: Sendable>: Sendable {
  private var positions: [Int: Int] = [:]
  private var numbers: [Int] = []
  /// In no order.
  private(set) var values: [Value] = []

  var count: Int { values.count }

  /// Where among the values the one of a number is now.
  func position(of number: Int) -> Int? { positions[number] }

  subscript(number: Int) -> Value? { positions[number].map { values[$0] } }

  /// - Returns: the value that had this number.
  mutating func updateValue(_ value: Value, of number: Int) -> Value? {
    guard let position = positions[number] else {
      positions[number] = values.count
      numbers.append(number)
      values.append(value)
      return nil
    }
    let old = values[position]
    values[position] = value
    return old
  }

  mutating func removeValue(of number: Int) -> Value? {
    guard let position = positions.removeValue(forKey: number) else { return nil }
    // The last one takes its place.
    values.swapAt(position, values.count - 1)
    numbers.swapAt(position, numbers.count - 1)
    numbers.removeLast()
    if position < numbers.count { positions[numbers[position]] = position }
    return values.removeLast()
  }
}

/// Numbers in the order in which they were added, without those of which the owner says that they
/// are gone.
///
/// The first and the last one are always there; what is gone between them is removed once it is
/// more than half, so that every change takes constant time on average.
struct NumberList: Sendable {
  private var numbers = Queue<Int>()
  /// How many are there.
  private(set) var count = 0

  init() {}

  /// How many are stored: at most twice as many as are there, and some more.
  var storedCount: Int { numbers.count }
  /// All that are stored, oldest first: some may be gone.
  var all: [Int] { Array(numbers) }
  var first: Int? { numbers.first }
  var last: Int? { numbers.last }

  mutating func append(_ number: Int) {
    numbers.append(number)
    count += 1
  }

  /// One of the numbers has gone; to be called once for each.
  mutating func dropOne(where isGone: (Int) -> Bool) {
    count -= 1
    while let first, isGone(first) { numbers.popFirst() }
    while let last, isGone(last) { numbers.popLast() }
    if numbers.count > 2 * count + 16 { numbers.removeAll(where: isGone) }
  }

  /// Visits the numbers, and some that are gone, until `visit` returns false.
  func forEach(newestFirst: Bool = false, while visit: (Int) -> Bool) {
    let count = numbers.count
    for step in 0..<count where !visit(numbers[newestFirst ? count - 1 - step : step]) { return }
  }
}

extension Dictionary where Value == NumberList {
  /// One of a key's numbers has gone; the key goes with its last one.
  mutating func dropOne(of key: Key, where isGone: (Int) -> Bool) {
    self[key]?.dropOne(where: isGone)
    if self[key]?.count == 0 { self[key] = nil }
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
