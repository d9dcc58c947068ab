/// The last elements of a sequence, oldest first, bounded in number.
///
/// Their storage grows up to the bound and is used in turn from then on.
package struct Ring<Element: Sendable>: RandomAccessCollection, Sendable {
  private var places: [Element] = []
  /// The place of the first element.
  private var head = 0
  package private(set) var count = 0
  private let limit: Int

  init(limit: Int) {
    self.limit = Swift.max(1, limit)
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { count }

  package subscript(index: Int) -> Element {
    // Lent and not copied: a copy counts each reference that the element has.
    _read {
      precondition(index >= 0 && index < count)
      yield places[place(index)]
    }
  }

  private func place(_ index: Int) -> Int {
    let place = head &+ index
    return place < places.count ? place : place &- places.count
  }

  /// Adds an element; the first one goes where there are as many as there may be.
  mutating func append(_ element: consuming Element) {
    if count < places.count {
      places[place(count)] = element
      count &+= 1
    } else if places.count < limit {
      if head > 0 {
        places = Array(self)
        head = 0
      }
      places.append(element)
      count &+= 1
    } else {
      places[head] = element
      head = place(1)
    }
  }

  /// Takes the first element away.
  ///
  /// - Parameter blank: what takes its place in the storage, so that it holds nothing any more.
  mutating func removeFirst(leaving blank: consuming Element) {
    guard count > 0 else { return }
    places[head] = blank
    head = place(1)
    count &-= 1
  }

  mutating func removeAll(where condition: (Element) -> Bool) {
    places = filter { !condition($0) }
    head = 0
    count = places.count
  }
}
