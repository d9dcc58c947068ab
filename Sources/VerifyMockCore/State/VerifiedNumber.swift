/// A number that an approved verification left behind.
package struct VerifiedNumber: Sendable {
  package let phone: PhoneNumber
  package let created: Instant
  package internal(set) var modified: Instant
  package let verification: [UInt8]
  package internal(set) var kept: KeptValues
}
