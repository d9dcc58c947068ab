/// A way to reach a recipient: its message and how a delivery goes.
package final class Channel: Sendable {
  package let name: String
  package let message: Template
  /// Decimal text; empty for a channel that costs nothing.
  package let priceText: [UInt8]
  /// Zero at the scale of the price.
  package let zeroText: [UInt8]
  package let courses: Courses

  /// - Parameter price: decimal text; nil for a channel that costs nothing.
  init(name: String, message: Template, price: [UInt8]?, courses: Courses) {
    self.name = name
    self.message = message
    priceText = price ?? []
    zeroText = Prices.zero(like: priceText)
    self.courses = courses
  }

  /// One step of a delivery.
  package struct Stage: Sendable {
    package let status: [UInt8]
    package let event: [UInt8]
    /// How long after the start of the attempt.
    package let after: Interval
    package let error: [UInt8]
    /// Whether nothing is charged while the delivery stands here.
    package let isFree: Bool
  }

  /// The stages of each course that the provider has.
  package struct Courses: Sendable {
    private var stages: [DeliveryCourse: [Stage]] = [:]

    package subscript(course: DeliveryCourse) -> [Stage]? {
      get { stages[course] }
      set { stages[course] = newValue }
    }

    package var values: [[Stage]] { DeliveryCourse.allCases.compactMap { stages[$0] } }

    /// The position of the stage that a delivery has reached at a time; nil without such a course.
    func reached(_ course: DeliveryCourse, since start: Instant, at now: Instant) -> Int? {
      guard let stages = stages[course], !stages.isEmpty else { return nil }
      return stages.dropFirst().prefix { start + $0.after <= now }.count
    }
  }
}

/// How the delivery of an attempt goes.
package enum DeliveryCourse: String, Sendable, CaseIterable {
  case delivered
  case undelivered
  case failed
}

/// What is charged, as decimal texts whose scale answers keep.
struct Prices: Sendable {
  var approvalText: [UInt8] = []
  var approvalZero: [UInt8] = []
  var channels: [String: [UInt8]] = [:]

  /// Zero at the scale of a price: `0.0000` for `0.0500`.
  static func zero(like price: [UInt8]) -> [UInt8] {
    price.map { $0 == UInt8(ascii: ".") ? $0 : UInt8(ascii: "0") }
  }
}
