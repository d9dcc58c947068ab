package import VerifyMockJSON

/// A way to reach a recipient: what is said and how a delivery goes.
///
/// An object, like its stages, so that handing it on copies nothing.
package final class Channel: Sendable {
  package let name: String
  package let message: Template
  package let price: JSONDecimal?
  package let priceText: [UInt8]
  /// The price's zero: at its scale.
  package let zeroText: [UInt8]
  package let courses: Courses

  init(
    name: String, message: Template, price: JSONDecimal?, priceText: [UInt8], zeroText: [UInt8],
    courses: Courses
  ) {
    self.name = name
    self.message = message
    self.price = price
    self.priceText = priceText
    self.zeroText = zeroText
    self.courses = courses
  }

  /// One step of a delivery.
  package final class Stage: Sendable {
    package let status: [UInt8]
    package let event: [UInt8]
    /// How long after the attempt began.
    package let after: Interval
    package let error: [UInt8]
    /// Whether nothing is charged while the delivery stands here.
    package let isFree: Bool

    init(status: [UInt8], event: [UInt8], after: Interval, error: [UInt8], isFree: Bool) {
      self.status = status
      self.event = event
      self.after = after
      self.error = error
      self.isFree = isFree
    }
  }

  /// How deliveries can go, each with its stages; a place for each, as answers look often.
  package struct Courses: Sendable {
    private var places = [[Stage]?](repeating: nil, count: DeliveryCourse.allCases.count)

    package subscript(course: DeliveryCourse) -> [Stage]? {
      get { places[course.position] }
      set { places[course.position] = newValue }
    }

    package var values: [[Stage]] { places.compactMap { $0 } }

    /// The position of the stage that a delivery has reached at a time; nil without such a course.
    func reached(_ course: DeliveryCourse, since begin: Instant, at now: Instant) -> Int? {
      let place = course.position
      guard let count = places[place]?.count, count > 0 else { return nil }
      var reached = 0
      while reached + 1 < count, let after = places[place]?[reached + 1].after,
        begin + after <= now
      {
        reached += 1
      }
      return reached
    }
  }
}

/// How the delivery of an attempt goes.
package enum DeliveryCourse: String, Sendable, CaseIterable {
  case delivered
  case undelivered
  case failed

  /// The position among all cases.
  fileprivate var position: Int {
    switch self {
    case .delivered: 0
    case .undelivered: 1
    case .failed: 2
    }
  }
}
