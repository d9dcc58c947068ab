import Testing

@testable import VerifyMockCore

struct RingTests {
  @Test("A ring holds what the end of a plain list holds, whatever is added and taken away")
  func agrees() {
    var ring = Ring<Int>(limit: 7)
    var list: [Int] = []
    var generator = SeededGenerator(seed: 11)
    for round in 0..<2_000 {
      switch generator.below(8) {
      case 0:
        ring.removeFirst(leaving: -1)
        if !list.isEmpty { list.removeFirst() }
      case 1 where round % 50 == 0:
        let rest = generator.below(3)
        ring.removeAll { $0 % 3 == rest }
        list.removeAll { $0 % 3 == rest }
      default:
        ring.append(round)
        list = (list + [round]).suffix(7)
      }
      #expect(Array(ring) == list)
      #expect(ring.count == list.count)
      #expect(ring.last == list.last)
      #expect(ring.reversed() == list.reversed())
    }
  }

  @Test("What is taken from the front of a ring is held no longer")
  func releases() {
    final class Thing: Sendable {}
    var ring = Ring<Thing?>(limit: 4)
    var thing: Thing? = Thing()
    weak let watched = thing
    ring.append(thing)
    thing = nil
    #expect(watched != nil)
    ring.removeFirst(leaving: nil)
    #expect(watched == nil)
  }

  @Test("The journal keeps its bounds of number and of bytes")
  func bytes() throws {
    var journal = Journal()
    let size = Exchange(time: Instant(nanoseconds: 0)).size
    for _ in 0..<Journal.countLimit + 10 {
      journal.append(Exchange(time: Instant(nanoseconds: 0)))
    }
    #expect(journal.count == Journal.countLimit)
    #expect(journal.bytes == Journal.countLimit * size)
    #expect(journal.exchanges.first?.sequence == 11)
    var lab = try Laboratory()
    for _ in 0..<10 {
      let body = String(repeating: "x", count: 900_000)
      _ = try lab.send("POST", "/v1/nothing", body)
      #expect(lab.engine.journal.bytes <= Journal.byteLimit)
    }
    #expect(lab.engine.journal.count == 4)
    #expect(lab.engine.journal.exchanges.map { $0.sequence } == [7, 8, 9, 10])
    #expect(lab.engine.journal.exchanges.last?.request.body.count == 900_000)
  }
}
