import Testing

#if canImport(Glibc)
import Glibc
#endif

@testable import VerifyMockCore

struct VerificationStoreTests {
  private static func verification(
    _ store: VerificationStore, _ recipient: PhoneNumber, _ governing: Governing,
    _ generator: inout SeededGenerator, kept: KeptValues = KeptValues()
  ) -> Verification {
    Verification(
      id: .drawn(IdentifierPattern.uuid.reserve(from: &generator)), serial: store.nextSerial,
      recipient: recipient, channel: 0, code: [], created: Instant(nanoseconds: 0),
      changed: Instant(nanoseconds: 0), lifetime: .zero, expires: Instant(nanoseconds: 1),
      state: .pending, kept: kept, client: [], governing: governing, stepUses: [])
  }

  /// A store of verifications of a few numbers, held against plain lists.
  @Test("The store finds what plain lists find, whatever is settled, renamed or forgotten")
  func agrees() throws {
    let governing = try Laboratory().engine.settings[0].governing
    let store = VerificationStore()
    var generator = SeededGenerator(seed: 7)
    var alive: [Verification] = []
    let phones = (0..<5).compactMap { PhoneNumber("+1415555010\($0)") }
    for round in 0..<2 * VerificationStore.settledLimit {
      let one = Self.verification(
        store, phones[generator.below(phones.count)], governing, &generator)
      store.insert(one)
      alive.append(one)
      if round % 7 == 0 {
        store.rename(one.serial, to: .drawn(IdentifierPattern.uuid.reserve(from: &generator)))
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

  @Test("One old verification that is still pending does not make the store grow")
  func pinned() throws {
    let governing = try Laboratory().engine.settings[0].governing
    let store = VerificationStore()
    var generator = SeededGenerator(seed: 7)
    let old = try Self.verification(
      store, #require(PhoneNumber("+14155550100")), governing, &generator)
    store.insert(old)
    for number in 0..<100_000 {
      let phone = try #require(PhoneNumber("+1415\(1_000_000 + number)"))
      let one = Self.verification(store, phone, governing, &generator)
      store.insert(one)
      store.settle(one.serial)
    }
    #expect(store.count == VerificationStore.settledLimit + 1)
    #expect(store.slotCount <= VerificationStore.settledLimit + 2)
    #expect(store[old.serial] === old)
    #expect(store.verification(id: old.id) === old)
    var serials: [Int] = []
    store.forEach(newestFirst: false) { one in
      serials.append(one.serial)
      return true
    }
    #expect(serials.count == store.count)
    #expect(serials.first == old.serial)
    #expect(serials == serials.sorted())
    store.forEach(newestFirst: true) { one in
      #expect(one.serial == serials.popLast())
      return true
    }
    #expect(serials.isEmpty)
  }

  @Test("No more than the limit of verifications is kept, the oldest goes first")
  func limited() throws {
    let governing = try Laboratory().engine.settings[0].governing
    let store = VerificationStore()
    var generator = SeededGenerator(seed: 7)
    var serials: [Int] = []
    for number in 0..<VerificationStore.limit + 3 {
      let phone = try #require(PhoneNumber("+1415\(1_000_000 + number)"))
      let one = Self.verification(store, phone, governing, &generator)
      store.insert(one)
      serials.append(one.serial)
    }
    #expect(store.count == VerificationStore.limit)
    #expect(store.slotCount <= VerificationStore.limit + 1)
    #expect(store[serials[2]] == nil)
    #expect(store[serials[3]] != nil)
  }

  @Test("A verification takes at most 184 bytes itself, and shares what it keeps")
  func size() throws {
    let governing = try Laboratory().engine.settings[0].governing
    let store = VerificationStore()
    var generator = SeededGenerator(seed: 7)
    let phone = try #require(PhoneNumber("+14155550100"))
    var made: [Verification] = []
    for _ in 0..<2 {
      let one = Self.verification(
        store, phone, governing, &generator, kept: KeptValues([Array("\"a\"".utf8), nil]))
      store.insert(one)
      made.append(one)
    }
    #expect(made[0].kept.isShared(with: made[1].kept))
    #if canImport(Glibc)
    // The header of glibc that tells it is in no module.
    let function = try #require(dlsym(nil, "malloc_usable_size"))
    let usableSize = unsafeBitCast(
      function, to: (@convention(c) (UnsafeMutableRawPointer) -> Int).self)
    #expect(usableSize(Unmanaged.passUnretained(made[0]).toOpaque()) <= 184)
    #endif
  }

  @Test("What is shared or implied is spelt out before it changes")
  func spelling() throws {
    let governing = try Laboratory().engine.settings[0].governing
    var generator = SeededGenerator(seed: 7)
    let phone = try #require(PhoneNumber("+14155550100"))
    let store = VerificationStore()
    let kept = KeptValues([Array("1".utf8)])
    let one = Self.verification(store, phone, governing, &generator, kept: kept)
    let patterns = governing.provider.verification.identifiers
    func attempt(_ number: Int, _ channel: Int, at time: Int64) -> Verification.Attempt {
      Verification.Attempt(
        identifier: patterns.attempt.reserve(from: &generator), number: number,
        channel: channel, created: Instant(nanoseconds: time), course: .failed, error: nil,
        kept: kept)
    }
    let made = [attempt(1, 0, at: 0), attempt(2, 1, at: 5)]
    one.append(made[0])
    one.channel = 1
    one.kept = KeptValues([Array("2".utf8)])
    #expect(one.attemptCount == 1)
    #expect(one.lastAttempt?.channel == 0)
    #expect(one.attempt(0)?.kept.isSame(as: kept) == true)
    one.append(made[1])
    #expect(one.attempts.map { $0.id } == made.map { $0.id })
    #expect(one.attempts.map { $0.channel } == [0, 1])
    #expect(one.attempts.map { $0.course } == [.failed, .failed])
    #expect(one.lastAttempt?.created == Instant(nanoseconds: 5))
    #expect(one.attempt(2) == nil)
    let other = try #require(IdentifierPattern("check-{digits:4}"))
    var ids: [[UInt8]] = []
    for number in 1...60 {
      let pattern = number % 3 == 1 ? other : patterns.check
      let check = Verification.Check(
        identifier: pattern.reserve(from: &generator), number: number,
        created: Instant(nanoseconds: Int64(number)), isRight: number == 60)
      ids.append(check.id)
      one.append(check)
      #expect(one.lastCheck?.id == check.id)
    }
    #expect(one.checks.map { $0.id } == ids.suffix(50))
    #expect(one.checks.map { $0.number } == Array(11...60))
    #expect(one.check(0)?.number == 11)
    #expect(one.check(one.keptCheckCount - 1)?.isRight == true)
    #expect(one.check(one.keptCheckCount) == nil)
  }

  @Test("Kept values come back at their positions, absent ones as nothing")
  func keptValues() {
    let values: [[UInt8]?] = [nil, Array("\"a\"".utf8), nil, nil, Array("17".utf8), nil]
    let kept = KeptValues(values)
    #expect(kept.values == values)
    #expect(KeptValues().values.isEmpty)
    let others = KeptValues([Array("1".utf8), nil, nil, nil, Array("18".utf8), nil])
    #expect(
      kept.overlaid(with: others).values
        == [Array("1".utf8), Array("\"a\"".utf8), nil, nil, Array("18".utf8), nil])
    #expect(kept.isEqual(at: 0, to: KeptValues()))
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
