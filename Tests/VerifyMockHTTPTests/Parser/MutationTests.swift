import Testing
import VerifyMockHTTP

@Suite("Mutated requests")
struct MutationTests {
  @Test(
    "100,000 mutated requests crash nothing, stay bounded, and split anywhere alike",
    arguments: 1...4)
  func mutations(seed: UInt64) {
    let seeds = WireCase.all.map(\.input).filter { $0.count < 400 }
    var mutator = RequestMutator(seed: seed, seeds: seeds)
    var limits = HTTPLimits()
    limits.body = 4096
    var accepted = 0
    var refused = 0
    for round in 0..<25_000 {
      let bytes = mutator.next()
      let result = Self.read(bytes, limits)
      accepted += result.requests
      refused += result.isRefused ? 1 : 0
      guard result.isSound else {
        Issue.record("unsound after round \(round): \(String(decoding: bytes, as: UTF8.self))")
        return
      }
      guard round % 25 == 0 else { continue }
      let whole = Reading(bytes, limits: limits, splits: [])
      let cuts = (0..<4).map { _ in mutator.below(bytes.count) }.sorted()
      let isSame =
        Reading(bytes, limits: limits, splits: cuts) == whole
        && Reading(bytes, limits: limits, splits: 1...max(1, bytes.count)) == whole
      guard isSame else {
        Issue.record("splits differ: \(String(decoding: bytes, as: UTF8.self))")
        return
      }
    }
    // A mutator that only makes rubbish, or none, tries nothing.
    #expect(accepted > 2000)
    #expect(refused > 10_000)
  }

  private struct Result {
    var requests = 0
    var isRefused = false
    var isSound = true
  }

  /// Reads all of it at once and holds each request against what a parser must guarantee.
  private static func read(_ bytes: [UInt8], _ limits: HTTPLimits) -> Result {
    var result = Result()
    var parser = HTTPRequestParser(limits: limits)
    parser.append(bytes: bytes[...])
    while true {
      switch parser.next() {
      case .needMore:
        // Nothing but the message being read is kept.
        let bound = limits.requestLine + limits.fieldSection + 2 * (limits.body + 8192)
        if parser.bufferedByteCount > bound { result.isSound = false }
        return result
      case .continueExpected, .head: continue
      case .refused:
        result.isRefused = true
        return result
      case .request:
        result.requests += 1
        if !isSound(parser.request, limits) { result.isSound = false }
      }
    }
  }

  private static func isSound(_ request: HTTPRequestView, _ limits: HTTPLimits) -> Bool {
    guard HTTPFieldLine.isName(request.method), request.body.count <= limits.body,
      request.target.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }),
      request.path.isEmpty || request.path[0] == UInt8(ascii: "/") || request.path.text == "*"
    else { return false }
    var hosts = 0
    var lengths = 0
    var codings = 0
    for i in 0..<request.fieldCount {
      let field = request.field(i)
      guard HTTPFieldLine.isName(field.name), HTTPFieldLine.isValue(field.value),
        field.value.count == field.value.trimmed.count
      else { return false }
      if field.name.equalsIgnoringCase("host") { hosts += 1 }
      if field.name.equalsIgnoringCase("content-length") {
        lengths += 1
        // A CONNECT has no content, whatever it says.
        let isConnect = request.method.equals("CONNECT")
        if Int(field.value.text) != request.body.count, !isConnect { return false }
      }
      if field.name.equalsIgnoringCase("transfer-encoding") { codings += 1 }
    }
    if lengths + codings > 1 || hosts > 1 { return false }
    if lengths + codings == 0 || request.path.isEmpty, !request.body.isEmpty { return false }
    return hosts == 1 || request.minorVersion == 0
  }
}
