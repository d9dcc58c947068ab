import Testing
import VerifyMockHTTP

@Suite("Wire cases")
struct WireCaseTests {
  @Test("There are enough cases, each name once")
  func census() {
    #expect(WireCase.all.count >= 400)
    #expect(Set(WireCase.all.map(\.testDescription)).count == WireCase.all.count)
    let reasons = Set(WireCase.all.compactMap(\.reason))
    let untried = HTTPRefusal.allCases.map { "\($0)" }.filter { !reasons.contains($0) }
    // The first two are said of responses, the last by the loop.
    #expect(untried == ["malformedStatusLine", "truncated", "outOfRoom"])
  }

  @Test("A case comes out as its fixture says", arguments: WireCase.all)
  func outcome(wire: WireCase) {
    let reading = Reading(wire.input, limits: wire.limits, splits: [])
    #expect(reading.refusal.map { "\($0)" } == wire.reason)
    #expect(reading.refusal?.status == wire.refused)
    #expect(reading.requests.count == wire.requests.count)
    for (expected, actual) in zip(wire.requests, reading.requests) {
      #expect(expected.differences(from: actual) == [])
    }
  }

  @Test("A case comes out the same at every split point and byte by byte", arguments: WireCase.all)
  func splits(wire: WireCase) {
    let whole = Reading(wire.input, limits: wire.limits, splits: [])
    let count = wire.input.count
    #expect(Reading(wire.input, limits: wire.limits, splits: 1..<max(1, count)) == whole)
    // Of the few inputs beyond a kilobyte both ends are tried whole and the middle at a stride
    // that meets every residue of a machine word.
    let stride = count <= 1024 ? 1 : max(1, count / 97) | 1
    var split = 1
    while split < count {
      let reading = Reading(wire.input, limits: wire.limits, splits: [split])
      #expect(reading == whole, "split at \(split)")
      split += split < 64 || count - split < 64 ? 1 : min(stride, count - 63 - split)
    }
  }
}
