import Testing

@testable import VerifyMockCore

@Suite("The store of verifications")
struct VerificationStoreTests {
  private let behaviour: Behaviour
  private static let owner = Verification.Owner(account: 1, provider: 0)

  init() throws {
    behaviour = try Laboratory().engine.settings[0].behaviour
  }

  private func verification(
    _ store: VerificationStore, to recipient: PhoneNumber, owner: Verification.Owner = owner
  ) -> Verification {
    let serial = store.nextSerial
    return Verification(
      serial: serial, owner: owner, id: Array("id-\(serial)".utf8), recipient: recipient,
      channel: 0, code: [], created: Instant(nanoseconds: 0), lifetime: .seconds(1), kept: [],
      client: [], behaviour: behaviour)
  }

  private static func phone(_ number: Int) throws -> PhoneNumber {
    try #require(PhoneNumber("+1415\(1_000_000 + number)"))
  }

  @Test("it finds what plain lists find, whatever is settled, renamed or evicted")
  func agrees() throws {
    var store = VerificationStore(limit: 200)
    var generator = SeededGenerator(seed: 7)
    var alive: [Verification] = []
    let phones = try (0..<5).map { try Self.phone($0) }
    for round in 0..<1_000 {
      let one = verification(store, to: phones[generator.below(phones.count)])
      let evicted = store.put(one)
      alive.append(one)
      if let evicted { alive.removeAll { $0.serial == evicted.serial } }
      #expect(alive.count == min(round + 1, 200))
      let index = alive.count - 1 - min(generator.below(4), alive.count - 1)
      if round % 7 == 0 { alive[index].id = Array("renamed-\(round)".utf8) }
      // Nearly all are settled soon, some out of order, some never.
      if round % 10 != 0 { alive[index].state = .approved }
      #expect(store.put(alive[index]) == nil)
      guard round % 50 == 49 else { continue }
      for one in alive {
        #expect(store.verification(id: one.id, of: Self.owner)?.serial == one.serial)
      }
      for phone in phones {
        let own = alive.filter { $0.recipient == phone }
        let open = own.filter { $0.state == .pending }
        #expect(store.newest(of: phone, Self.owner)?.serial == own.last?.serial)
        #expect(
          store.newestOpen(of: phone, Self.owner) { _ in true }?.serial == open.last?.serial)
      }
      var listed: [Int] = []
      store.forEach(of: Self.owner, newestFirst: true) {
        listed.append($0.serial)
        return true
      }
      #expect(listed == alive.map(\.serial).reversed())
    }
  }

  @Test("settled verifications are evicted first, in the order in which they were settled")
  func settledFirst() throws {
    var store = VerificationStore(limit: 3)
    let made = try (0..<3).map { verification(in: &store, to: try Self.phone($0)) }
    for index in [2, 1] {
      var settled = made[index]
      settled.state = .canceled
      #expect(store.put(settled) == nil)
    }
    var evicted: [Int?] = []
    for number in 3..<7 {
      evicted.append(store.put(verification(store, to: try Self.phone(number)))?.serial)
    }
    #expect(evicted == [made[2].serial, made[1].serial, made[0].serial, 4])
    #expect(store.count == 3)
  }

  @Test("behind an evicted newest verification of a recipient comes the next newest, then none")
  func newestEvicted() throws {
    var store = VerificationStore(limit: 3)
    let phone = try Self.phone(1)
    var made = (0..<3).map { _ in verification(in: &store, to: phone) }
    for index in [2, 0, 1] {
      made[index].state = .approved
      #expect(store.put(made[index]) == nil)
    }
    var newest: [Int?] = []
    for number in 2..<5 {
      newest.append(store.newest(of: phone, Self.owner)?.serial)
      _ = verification(in: &store, to: try Self.phone(number))
    }
    newest.append(store.newest(of: phone, Self.owner)?.serial)
    #expect(newest == [3, 2, 2, nil])
  }

  private func verification(
    in store: inout VerificationStore, to phone: PhoneNumber
  ) -> Verification {
    let one = verification(store, to: phone)
    _ = store.put(one)
    return one
  }

  @Test("an account's verifications are removed without the others")
  func removal() throws {
    var store = VerificationStore(limit: 10)
    let other = Verification.Owner(account: 2, provider: 1)
    let own = verification(in: &store, to: try Self.phone(1))
    let foreign = verification(store, to: try Self.phone(1), owner: other)
    _ = store.put(foreign)
    store.removeAll(account: 1, providers: 2)
    #expect(store[own.serial] == nil)
    #expect(store.verification(id: foreign.id, of: other) != nil)
    #expect(store.count(of: Self.owner) == 0)
    #expect(store.count(of: other) == 1)
  }

  @Test("a verification keeps the last checks, and counts all")
  func checks() throws {
    var one = verification(VerificationStore(limit: 1), to: try Self.phone(0))
    for number in 1...60 {
      one.append(
        Verification.Check(
          id: [], number: number, created: Instant(nanoseconds: 0), isRight: false))
    }
    #expect(one.checkCount == 60)
    #expect(one.checks.map(\.number) == Array(11...60))
  }

  @Test("kept values are overlaid by position")
  func keptValues() {
    let a = Array("1".utf8)
    let b = Array("2".utf8)
    #expect([a, nil, b].overlaid(with: [nil, b, a]) == [a, b, a])
    #expect(KeptValues().overlaid(with: [a]) == [a])
    #expect([a, b].overlaid(with: []) == [a, b])
    #expect(KeptValues().value(0) == nil)
  }
}
