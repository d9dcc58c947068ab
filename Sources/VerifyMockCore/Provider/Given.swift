import VerifyMockJSON

/// What exists in every account from its start.
package struct Given: Sendable {
  package struct Verification: Sendable {
    package let recipient: PhoneNumber
    package let id: [UInt8]?
    package let channel: String?
    package let code: [UInt8]?
    package let status: VerificationStatus
    package let delivery: DeliveryCourse
    /// How long before the account's first request it was created.
    package let age: Interval
    package let kept: [(kept: Int, json: [UInt8])]
  }

  package struct Number: Sendable {
    package let phone: PhoneNumber
    package let age: Interval
    package let kept: [(kept: Int, json: [UInt8])]
  }

  package var verifications: [Verification] = []
  package var numbers: [Number] = []
}
