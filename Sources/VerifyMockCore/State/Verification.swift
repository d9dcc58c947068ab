/// What a request asked to keep, as JSON texts by the position of their names; nil for what it did
/// not give, and empty where nothing is kept.
package typealias KeptValues = [[UInt8]?]

extension [[UInt8]?] {
  /// The JSON text at a position.
  func value(_ position: Int) -> [UInt8]? { indices.contains(position) ? self[position] : nil }

  /// These with what others have in their place.
  func overlaid(with others: KeptValues) -> KeptValues {
    if isEmpty { return others }
    return indices.map { others.value($0) ?? self[$0] }
  }
}

/// One phone verification.
package struct Verification: Sendable {
  /// The position of its creation on this server: never used twice.
  package let serial: Int
  package internal(set) var owner: Owner
  package internal(set) var id: [UInt8]
  package let recipient: PhoneNumber
  package internal(set) var channel: Int
  package internal(set) var code: [UInt8]
  package let created: Instant
  /// The last change, except expiry, which comes by itself.
  var changed: Instant
  package let lifetime: Interval
  package internal(set) var expires: Instant
  /// The stored status: a pending one may have expired since.
  var state: VerificationStatus
  package internal(set) var kept: KeptValues
  /// The address of the client that asked for it.
  let client: [UInt8]
  /// What applied at the send applies to it for good.
  package let behaviour: Behaviour
  /// The messages sent, oldest first.
  package internal(set) var attempts: [Attempt] = []
  /// The last codes that were checked, oldest first: at most ``checkLimit``.
  package private(set) var checks: [Check] = []
  /// How often a code was checked: right, wrong or spent by a scenario.
  package internal(set) var checkCount = 0
  package internal(set) var resends = 0
  var callback: CallbackTarget?
  /// What the request asked for in place of the provider's limits.
  var limits: OwnLimits?
  /// A right code was seen, so the approval is charged.
  var isApprovalCharged = false

  /// A client that guesses for ever must not fill the memory.
  static let checkLimit = 50

  /// Whose a verification is: an account's with a provider.
  package struct Owner: Hashable, Sendable {
    package let account: Int
    /// The position of the provider in the catalogue.
    package let provider: Int

    package init(account: Int, provider: Int) {
      self.account = account
      self.provider = provider
    }
  }

  init(
    serial: Int, owner: Owner, id: [UInt8], recipient: PhoneNumber, channel: Int, code: [UInt8],
    created: Instant, lifetime: Interval, state: VerificationStatus = .pending, kept: KeptValues,
    client: [UInt8], behaviour: Behaviour
  ) {
    self.serial = serial
    self.owner = owner
    self.id = id
    self.recipient = recipient
    self.channel = channel
    self.code = code
    self.created = created
    changed = created
    self.lifetime = lifetime
    expires = created + lifetime
    self.state = state
    self.kept = kept
    self.client = client
    self.behaviour = behaviour
  }

  /// Where it stands at a time of its account's clock.
  package func status(at now: Instant) -> VerificationStatus {
    state == .pending && now >= expires ? .expired : state
  }

  /// The last change at a time of its account's clock.
  package func updated(at now: Instant) -> Instant {
    status(at: now) == .expired && state == .pending ? max(changed, expires) : changed
  }

  /// The outcome that a status other than pending answers with; nil while it is pending.
  func endedOutcome(at now: Instant) -> Outcome? {
    switch status(at: now) {
    case .pending: nil
    case .approved: .alreadyVerified
    case .expired: .expired
    case .failed: .checksExhausted
    case .canceled: .alreadyCanceled
    }
  }

  mutating func append(_ check: Check) {
    checkCount += 1
    if checks.count == Self.checkLimit { checks.removeFirst() }
    checks.append(check)
  }

  /// One message on its way to the recipient.
  package struct Attempt: Sendable {
    package let id: [UInt8]
    /// From one.
    package let number: Int
    package let channel: Int
    package let created: Instant
    package let course: DeliveryCourse
    /// A scenario's error in place of the course's.
    let error: [UInt8]?
    package let kept: KeptValues

    /// The stage reached at a time.
    func stage(at now: Instant, in channels: [Channel]) -> Channel.Stage? {
      guard channels.indices.contains(channel),
        let reached = channels[channel].courses.reached(course, since: created, at: now)
      else { return nil }
      return channels[channel].courses[course]?[reached]
    }
  }

  /// One code that was checked.
  package struct Check: Sendable {
    package let id: [UInt8]
    package let number: Int
    package let created: Instant
    package let isRight: Bool
  }

  /// Limits that a request set for its own verification; an object, as few verifications have them.
  final class OwnLimits: Sendable {
    let sends: Int?
    let resends: Int?
    let checks: Int?
    let resendGap: Interval?

    init(sends: Int?, resends: Int?, checks: Int?, resendGap: Interval?) {
      self.sends = sends
      self.resends = resends
      self.checks = checks
      self.resendGap = resendGap
    }
  }
}

/// Where callbacks of a verification go; an object, as few verifications have one.
final class CallbackTarget: Sendable {
  let url: String
  let method: String

  init(url: String, method: String) {
    self.url = url
    self.method = method
  }
}

/// A number that an approved verification left behind.
package struct VerifiedNumber: Sendable {
  package let phone: PhoneNumber
  package let created: Instant
  package internal(set) var modified: Instant
  package let verification: [UInt8]
  package internal(set) var kept: KeptValues
}

/// The verified numbers that an account has with a provider, in the order of their approval.
struct VerifiedNumbers: Sendable {
  private var byPhone: [PhoneNumber: VerifiedNumber] = [:]
  private var order = KeyOrder<PhoneNumber>()

  var count: Int { byPhone.count }
  var all: [VerifiedNumber] {
    var numbers: [VerifiedNumber] = []
    order.forEach { phone in
      if let number = byPhone[phone] { numbers.append(number) }
      return true
    }
    return numbers
  }

  subscript(phone: PhoneNumber) -> VerifiedNumber? { byPhone[phone] }

  /// Adds a number behind the others, in place of an earlier approval of the same one.
  ///
  /// - Returns: how many had to go, so that no more than `limit` are kept.
  mutating func add(_ number: VerifiedNumber, limit: Int) -> Int {
    byPhone[number.phone] = number
    order.add(number.phone)
    var evicted = 0
    while byPhone.count > limit, let oldest = order.popFirst() {
      byPhone[oldest] = nil
      evicted += 1
    }
    return evicted
  }

  /// Puts a changed number in the place of the one with the same telephone number.
  mutating func replace(_ number: VerifiedNumber) { byPhone[number.phone] = number }

  mutating func remove(_ phone: PhoneNumber) {
    byPhone[phone] = nil
    order.remove(phone)
  }
}
