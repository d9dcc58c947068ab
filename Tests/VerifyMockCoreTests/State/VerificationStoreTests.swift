import Testing

@testable import VerifyMockCore

struct VerificationStoreTests {
  /// A store of verifications of a few numbers, held against plain lists.
  @Test("The store finds what plain lists find, whatever is settled, renamed or forgotten")
  func agrees() throws {
    let governing = try Laboratory().engine.settings[0].governing
    let store = VerificationStore()
    var generator = SeededGenerator(seed: 7)
    var alive: [Verification] = []
    let phones = (0..<5).compactMap { PhoneNumber("+1415555010\($0)") }
    for round in 0..<2 * VerificationStore.settledLimit {
      let one = Verification(
        id: IdentifierPattern.uuid.draw(from: &generator), serial: store.nextSerial,
        recipient: phones[generator.below(phones.count)], channel: 0, code: [],
        created: Instant(nanoseconds: 0), changed: Instant(nanoseconds: 0), lifetime: .zero,
        expires: Instant(nanoseconds: 1), state: .pending, kept: KeptValues(count: 0), client: [],
        governing: governing, stepUses: [])
      store.insert(one)
      alive.append(one)
      if round % 7 == 0 {
        store.rename(one.serial, to: IdentifierPattern.uuid.draw(from: &generator))
      }
      // Nearly all are settled soon, some out of order, some never.
      if round % 10 != 0 {
        let index = alive.count - 1 - min(generator.below(4), alive.count - 1)
        store.settle(alive[index].serial)
      }
    }
    let known = alive.filter { store[$0.serial] != nil }
    #expect(known.count == store.count)
    #expect(store.count < alive.count)
    for one in known { #expect(store.verification(id: one.id) === one) }
    for one in alive where store[one.serial] == nil {
      #expect(store.verification(id: one.id) == nil)
    }
    for phone in phones {
      let own = known.filter { $0.recipient == phone }
      #expect(store.latestSerial(of: phone) == own.last?.serial)
      let open = own.filter { !$0.isSettled }
      #expect(store.latestOpenSerial(of: phone) { _ in true } == open.last?.serial)
      #expect(
        store.latestOpenSerial(of: phone) { $0.serial < open[open.count / 2].serial }
          == open[open.count / 2 - 1].serial)
    }
    #expect(PhoneNumber("+4915112345678").flatMap { store.latestSerial(of: $0) } == nil)
  }

  @Test("Kept values come back at their positions, absent ones as nothing")
  func keptValues() {
    let values: [[UInt8]?] = [nil, Array("\"a\"".utf8), nil, nil, Array("17".utf8), nil]
    let kept = KeptValues(values)
    #expect(kept.values == values)
    #expect(KeptValues(count: 3).values == [nil, nil, nil])
    let others = KeptValues([Array("1".utf8), nil, nil, nil, Array("18".utf8), nil])
    #expect(
      kept.overlaid(with: others).values
        == [Array("1".utf8), Array("\"a\"".utf8), nil, nil, Array("18".utf8), nil])
    #expect(kept.isEqual(at: 0, to: KeptValues(count: 6)))
    #expect(!kept.isEqual(at: 4, to: others))
  }

  @Test("A drawn identifier that is written later is the one that would have been drawn at once")
  func drawnIdentifiers() throws {
    for text in ["{uuid}", "AB{hex:32}-{digits:5}", "{alphanumeric:20}"] {
      let pattern = try #require(IdentifierPattern(text))
      var early = SeededGenerator(seed: 3)
      var late = SeededGenerator(seed: 3)
      let waiting = pattern.reserve(from: &late)
      #expect(pattern.draw(from: &early) == waiting.bytes)
      #expect(early.next() == late.next())
      #expect(pattern.matches(waiting.bytes))
    }
  }
}
