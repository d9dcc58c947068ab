/// Moments at which something is to be done, earliest first; of equals, the first added.
struct TimerHeap<Element> {
  private struct Node {
    let time: MonotonicTime
    let order: UInt64
    let element: Element

    func comes(before other: Node) -> Bool {
      time == other.time ? order < other.order : time < other.time
    }
  }

  private var nodes: [Node] = []
  private var order: UInt64 = 0

  /// The earliest moment.
  var next: MonotonicTime { nodes.first?.time ?? .never }

  mutating func add(_ element: Element, at time: MonotonicTime) {
    nodes.append(Node(time: time, order: order, element: element))
    order += 1
    var child = nodes.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard nodes[child].comes(before: nodes[parent]) else { break }
      nodes.swapAt(child, parent)
      child = parent
    }
  }

  /// Takes one whose time has come; nil when there is none left.
  mutating func takeExpired(now: MonotonicTime) -> Element? {
    guard let first = nodes.first, first.time <= now else { return nil }
    let last = nodes.removeLast()
    if nodes.isEmpty { return first.element }
    nodes[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < nodes.count && nodes[child].comes(before: nodes[least]) {
        least = child
      }
      if least == parent { return first.element }
      nodes.swapAt(parent, least)
      parent = least
    }
  }
}
