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

  @Test("numbered values are what a dictionary has, whatever is added, changed and removed")
  func numberedValues() {
    var values = NumberedValues<String>()
    var dictionary: [Int: String] = [:]
    var generator = SeededGenerator(seed: 2)
    for round in 0..<3_000 {
      let number = generator.below(60)
      if generator.below(3) == 0 {
        #expect(values.removeValue(of: number) == dictionary.removeValue(forKey: number))
      } else {
        let old = values.updateValue("\(round)", of: number)
        #expect(old == dictionary.updateValue("\(round)", forKey: number))
      }
      #expect(values.count == dictionary.count)
      #expect((0..<60).allSatisfy { values[$0] == dictionary[$0] })
    }
    #expect(values.values.sorted() == dictionary.values.sorted())
  }

  @Test("a list of numbers has its first and last one at hand, and little that is gone")
  func numberList() {
    var list = NumberList()
    var alive: [Int] = []
    var generator = SeededGenerator(seed: 9)
    for number in 0..<3_000 {
      if alive.isEmpty || generator.below(100) < (number < 1_500 ? 30 : 70) {
        list.append(number)
        alive.append(number)
      } else {
        // The first, the last, or one between them.
        let end = [0, alive.count - 1, generator.below(alive.count)]
        alive.remove(at: end[generator.below(3)])
        let left = Set(alive)
        list.dropOne { !left.contains($0) }
      }
      #expect(list.count == alive.count)
      #expect(list.first == alive.first)
      #expect(list.last == alive.last)
      #expect(list.storedCount <= 2 * alive.count + 16)
      let left = Set(alive)
      #expect(list.all.filter { left.contains($0) } == alive)
    }
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
