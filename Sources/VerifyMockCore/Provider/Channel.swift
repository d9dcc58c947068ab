package import VerifyMockJSON

/// A way to reach a recipient: what is said and how a delivery goes.
package struct Channel: Sendable {
  package let name: String
  package let message: Template
  package let price: JSONDecimal?
  package let priceText: [UInt8]
  /// The price's zero: at its scale.
  package let zeroText: [UInt8]
  package let courses: [DeliveryCourse: [Stage]]

  /// One step of a delivery.
  package struct Stage: Sendable {
    package let status: [UInt8]
    package let event: [UInt8]
    /// How long after the attempt began.
    package let after: Interval
    package let error: [UInt8]
    /// Whether nothing is charged while the delivery stands here.
    package let isFree: Bool
  }
}

/// How the delivery of an attempt goes.
package enum DeliveryCourse: String, Sendable, CaseIterable {
  case delivered
  case undelivered
  case failed
}
