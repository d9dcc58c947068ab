package import VerifyMockHTTP
package import VerifyMockSchema

/// A request and its answer, as the journal keeps them.
package struct Exchange: Sendable {
  package internal(set) var sequence = 0
  package let time: Instant
  /// The position of the account, if the request told one.
  package internal(set) var account: Int?
  package internal(set) var provider: String?
  package internal(set) var operation: String?
  /// How it truly ended, even where another outcome's answer was given.
  package internal(set) var outcome: Outcome?
  package internal(set) var effect: Effect?
  package internal(set) var verification: [UInt8]?
  package internal(set) var recipient: PhoneNumber?
  package internal(set) var scenario: String?
  /// The step that decided, from zero.
  package internal(set) var step: Int?
  package internal(set) var notes: [Tolerance] = []
  package internal(set) var requestViolations: [ContractViolation] = []
  package internal(set) var responseViolations: [ContractViolation] = []
  /// Why it was refused, or what came near.
  package internal(set) var reason: String?
  /// Whether an operation was found for it.
  package internal(set) var isMatched = false
  package internal(set) var fault: String?
  /// Why the message was refused before it became a request; nil for a request.
  package internal(set) var refusal: HTTPRefusal?
  /// Method, target and fields as received, then the body.
  package let request: Recorded
  package internal(set) var status = 0
  package internal(set) var responseFields: [UInt8] = []
  package internal(set) var responseBody: [UInt8] = []

  /// A request's bytes in one piece.
  package struct Recorded: Sendable {
    package let bytes: [UInt8]
    package let method: Range<Int>
    package let target: Range<Int>
    package let fields: Range<Int>
    package let body: Range<Int>

    package init(_ request: HTTPRequestView) {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(request.target.count + request.body.count + 320)
      bytes.append(contentsOf: request.method)
      method = 0..<bytes.count
      let targetStart = bytes.count
      bytes.append(contentsOf: request.target)
      target = targetStart..<bytes.count
      let fieldStart = bytes.count
      for i in 0..<request.fieldCount {
        let (name, value) = request.field(i)
        bytes.append(contentsOf: name)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(UInt8(ascii: " "))
        bytes.append(contentsOf: value)
        bytes.append(UInt8(ascii: "\r"))
        bytes.append(UInt8(ascii: "\n"))
      }
      fields = fieldStart..<bytes.count
      let bodyStart = bytes.count
      bytes.append(contentsOf: request.body)
      body = bodyStart..<bytes.count
      self.bytes = bytes
    }
  }

  /// About how much memory the entry takes.
  var size: Int { 400 + request.bytes.count + responseFields.count + responseBody.count }
}
