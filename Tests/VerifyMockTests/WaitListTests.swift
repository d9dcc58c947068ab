import Testing
import VerifyMockCore
import VerifyMockNetwork

@testable import VerifyMock

@Suite("Calls that are answered later")
struct WaitListTests {
  private static func wait(
    for recipient: PhoneNumber?, _ scope: ControlAPI.Scope, exchange: UInt64,
    until deadline: Int64? = nil
  ) -> Wait {
    Wait(
      what: .inbox(ControlAPI.InboxQuery(scopes: [scope], recipient: recipient, after: 0)),
      who: .exchange(ExchangeID(rawValue: exchange)),
      deadline: deadline.map { MonotonicTime(nanoseconds: $0) })
  }

  private static func phone(_ number: Int) throws -> PhoneNumber {
    try #require(PhoneNumber("+1415\(1_000_000 + number)"))
  }

  @Test("a message looks only at the waits that it concerns, however many there are")
  func work() throws {
    for count in [100, 1_000] {
      var waits = WaitList()
      for number in 0..<count {
        waits.add(
          Self.wait(for: try Self.phone(number), .account(7), exchange: UInt64(number)))
      }
      let phone = try Self.phone(5)
      let keys: [WaitList.Key] = [
        .inbox(.account(7), phone), .inbox(.account(7), nil), .inbox(.all, phone),
        .inbox(.all, nil),
      ]
      #expect(waits.take(keys).count == 1)
      #expect(waits.examined == 1)
      #expect(waits.count == count - 1)
    }
  }

  @Test("a wait for everyone's messages and one for a recipient's both end, in their order")
  func both() throws {
    var waits = WaitList()
    let phone = try Self.phone(1)
    waits.add(Self.wait(for: nil, .all, exchange: 1))
    waits.add(Self.wait(for: phone, .unknown("MA1"), exchange: 2))
    waits.add(Self.wait(for: try Self.phone(2), .all, exchange: 3))
    let over = waits.take([.inbox(.unknown("MA1"), phone), .inbox(.all, phone), .inbox(.all, nil)])
    let exchanges = over.compactMap {
      if case .exchange(let exchange) = $0.who { exchange.rawValue } else { nil }
    }
    #expect(exchanges == [1, 2])
  }

  @Test("waits end at their deadlines, and those whose caller has gone not at all")
  func deadlines() {
    var waits = WaitList()
    for number in 1...4 {
      waits.add(Self.wait(for: nil, .all, exchange: UInt64(number), until: Int64(50 - number)))
    }
    waits.remove(ExchangeID(rawValue: 4))
    #expect(waits.firstDeadline()?.nanoseconds == 47)
    #expect(waits.takeExpired(MonotonicTime(nanoseconds: 48)).count == 2)
    #expect(waits.count == 1)
    #expect(waits.takeAll().count == 1)
    #expect(waits.firstDeadline() == nil)
  }
}
