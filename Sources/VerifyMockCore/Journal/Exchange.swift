package import VerifyMockHTTP
package import VerifyMockContract

/// A request and its answer, as the journal keeps them: bytes in one piece, the rest by reference.
package struct Exchange: Sendable {
  package internal(set) var sequence = 0
  package let time: Instant
  /// What governed it, once an operation was found.
  var governing: Governing?
  var plan: ProviderOperation?
  /// The verification's.
  var identifier: Identifier?
  private var remarks: Remarks?
  private var bytes: [UInt8] = []
  // Some thousands of these are kept: what is small is held small, in the order that leaves no gaps.
  private var packedRecipient: UInt64 = 0
  private var ends = Ends()
  private var account32: Int32 = -1
  private var step16: Int16 = -1
  private var status16: UInt16 = 0
  /// How it truly ended, even where another outcome's answer was given.
  package internal(set) var outcome: Outcome?
  package internal(set) var effect: Effect?
  /// Why the message was refused before it became a request; nil for a request.
  package internal(set) var refusal: HTTPRefusal?
  /// Whether an operation was found for it.
  package internal(set) var isMatched = false
  /// Whether it was meant for a host that is neither served here nor passed on to.
  package internal(set) var isForeign = false

  /// What there is to say of few exchanges only. Written while the request is answered, by the
  /// only one who knows the exchange.
  private final class Remarks: @unchecked Sendable {
    @exclusivity(unchecked) var notes: [Tolerance] = []
    @exclusivity(unchecked) var requestViolations: [ContractViolation] = []
    @exclusivity(unchecked) var responseViolations: [ContractViolation] = []
    @exclusivity(unchecked) var reason: String?
    @exclusivity(unchecked) var fault: String?
  }

  /// Where the parts of the bytes end.
  private struct Ends {
    var method: UInt32 = 0
    var target: UInt32 = 0
    var fields: UInt32 = 0
    var body: UInt32 = 0
    var responseFields: UInt32 = 0
  }

  init(time: Instant) {
    self.time = time
  }

  /// A request's bytes in one piece.
  package struct Recorded: Sendable {
    package let bytes: [UInt8]
    package let method: Range<Int>
    package let target: Range<Int>
    package let fields: Range<Int>
    package let body: Range<Int>
  }

  /// Method, target and fields as received, then the body.
  package var request: Recorded {
    Recorded(
      bytes: bytes, method: 0..<Int(ends.method), target: Int(ends.method)..<Int(ends.target),
      fields: Int(ends.target)..<Int(ends.fields), body: Int(ends.fields)..<Int(ends.body))
  }

  /// The method and target alone.
  package var requestLine: (method: ArraySlice<UInt8>, target: ArraySlice<UInt8>) {
    (bytes[..<Int(ends.method)], bytes[Int(ends.method)..<Int(ends.target)])
  }

  package var responseFields: ArraySlice<UInt8> {
    bytes[Int(ends.body)..<Int(ends.responseFields)]
  }

  package var responseBody: ArraySlice<UInt8> { bytes[Int(ends.responseFields)...] }

  package var provider: String? { governing?.provider.id }
  package var operation: String? { plan?.id }
  package var scenario: String? { governing?.scenario?.name }

  /// About how much memory the entry takes.
  var size: Int { 256 + bytes.count }
}

extension Exchange {
  /// The position of the account, if the request told one.
  package internal(set) var account: Int? {
    get { account32 < 0 ? nil : Int(account32) }
    set { account32 = newValue.map { Int32(clamping: $0) } ?? -1 }
  }

  package var verification: [UInt8]? { identifier?.bytes }

  package internal(set) var recipient: PhoneNumber? {
    get { PhoneNumber(packed: packedRecipient) }
    set { packedRecipient = newValue?.packed ?? 0 }
  }

  /// The step that decided, from zero.
  package internal(set) var step: Int? {
    get { step16 < 0 ? nil : Int(step16) }
    set { step16 = newValue.map { Int16(clamping: $0) } ?? -1 }
  }

  package internal(set) var status: Int {
    get { Int(status16) }
    set { status16 = UInt16(clamping: newValue) }
  }
}

extension Exchange {
  package internal(set) var notes: [Tolerance] {
    get { remarks?.notes ?? [] }
    set { if !newValue.isEmpty || remarks != nil { remark { $0.notes = newValue } } }
  }

  package internal(set) var requestViolations: [ContractViolation] {
    get { remarks?.requestViolations ?? [] }
    set { if !newValue.isEmpty || remarks != nil { remark { $0.requestViolations = newValue } } }
  }

  package internal(set) var responseViolations: [ContractViolation] {
    get { remarks?.responseViolations ?? [] }
    set { if !newValue.isEmpty || remarks != nil { remark { $0.responseViolations = newValue } } }
  }

  /// Why it was refused, or what came near.
  package internal(set) var reason: String? {
    get { remarks?.reason }
    set { if newValue != nil || remarks != nil { remark { $0.reason = newValue } } }
  }

  package internal(set) var fault: String? {
    get { remarks?.fault }
    set { if newValue != nil || remarks != nil { remark { $0.fault = newValue } } }
  }

  private mutating func remark(_ change: (Remarks) -> Void) {
    let remarks = remarks ?? Remarks()
    self.remarks = remarks
    change(remarks)
  }
}

extension Exchange {
  /// Takes over what was received and answered; `room` is storage that is used again.
  mutating func record(
    _ request: HTTPRequestView, _ fields: RequestFields, _ response: HTTPResponse,
    in room: inout ScratchBuffer<UInt8>
  ) {
    func end() -> UInt32 { UInt32(truncatingIfNeeded: room.count) }
    room.removeAll()
    room.append(contentsOf: request.method)
    ends.method = end()
    room.append(contentsOf: request.target)
    ends.target = end()
    fields.append(of: request, to: &room)
    ends.fields = end()
    room.append(contentsOf: request.body)
    ends.body = end()
    room.append(response.fields)
    ends.responseFields = end()
    room.append(response.body)
    bytes = Array(room.elements)
  }
}
