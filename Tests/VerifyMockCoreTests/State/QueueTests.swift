import Testing

@testable import VerifyMockCore

@Suite("Queues, orders and heaps")
struct QueueTests {
  @Test("a queue has what a plain list has, whatever is added and taken")
  func agrees() {
    var queue = Queue<Int>()
    var list: [Int] = []
    var generator = SeededGenerator(seed: 11)
    for round in 0..<2_000 {
      switch generator.below(8) {
      case 0...2:
        #expect(queue.popFirst() == list.first)
        if !list.isEmpty { list.removeFirst() }
      case 3 where round % 50 == 0:
        let rest = generator.below(3)
        queue.removeAll { $0 % 3 == rest }
        list.removeAll { $0 % 3 == rest }
      default:
        queue.append(round)
        list.append(round)
      }
      #expect(Array(queue) == list)
      #expect(queue.count == list.count)
      #expect(queue.last == list.last)
    }
  }

  @Test("a queue releases what was taken once it is a fifth of the storage")
  func releases() {
    final class Thing: Sendable {}
    var queue = Queue<Thing>()
    weak var watched: Thing?
    do {
      let thing = Thing()
      watched = thing
      queue.append(thing)
    }
    #expect(watched != nil)
    queue.popFirst()
    #expect(watched == nil)
  }

  @Test("an order gives keys by their last addition, and removed ones not at all")
  func order() {
    var order = KeyOrder<Int>()
    var list: [Int] = []
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<3_000 {
      let key = generator.below(40)
      switch generator.below(5) {
      case 0:
        #expect(order.popFirst() == list.first)
        if !list.isEmpty { list.removeFirst() }
      case 1:
        order.remove(key)
        list.removeAll { $0 == key }
      default:
        order.add(key)
        list.removeAll { $0 == key }
        list.append(key)
      }
      var found: [Int] = []
      order.forEach {
        found.append($0)
        return true
      }
      #expect(found == list)
      #expect(order.storedCount <= 2 * list.count + 17)
    }
  }

  @Test("a heap gives its elements in order")
  func heap() {
    var generator = SeededGenerator(seed: 3)
    let numbers = (0..<500).map { _ in generator.below(1_000) }
    var heap = Heap(numbers)
    var sorted: [Int] = []
    while let first = heap.popFirst() { sorted.append(first) }
    #expect(sorted == numbers.sorted())
  }
}
