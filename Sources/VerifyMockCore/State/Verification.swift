import VerifyMockHTTP

/// One phone verification.
///
/// An object, so that a request can work on it where it is. It belongs to the store of one account,
/// and all of that to one engine, which only one thread reaches at a time: its accesses are not
/// checked for overlap.
package final class Verification: @unchecked Sendable {
  @exclusivity(unchecked) package internal(set) var id: [UInt8]
  /// The order of creation within the store; never used twice.
  package let serial: Int
  package let recipient: PhoneNumber
  @exclusivity(unchecked) package internal(set) var channel: Int
  @exclusivity(unchecked) package internal(set) var code: [UInt8]
  package let created: Instant
  /// The last change but for expiry, which comes by itself.
  @exclusivity(unchecked) var changed: Instant
  package let lifetime: Interval
  @exclusivity(unchecked) package internal(set) var expires: Instant
  /// The stored status: a pending one may have expired since.
  @exclusivity(unchecked) var state: VerificationStatus
  /// Messages on their way: the first, which nearly always is the only one, then the others.
  @exclusivity(unchecked) private var firstAttempt: Attempt?
  @exclusivity(unchecked) private var laterAttempts: [Attempt] = []
  /// The last check, and those before it.
  @exclusivity(unchecked) package private(set) var lastCheck: Check?
  @exclusivity(unchecked) private var earlierChecks: [Check] = []
  /// How often a code was checked: right, wrong or spent by a scenario.
  @exclusivity(unchecked) package internal(set) var checkCount = 0
  @exclusivity(unchecked) package internal(set) var resends = 0
  @exclusivity(unchecked) package internal(set) var kept: KeptValues
  /// The address of the client that asked for it.
  let client: [UInt8]
  /// The scenario that was in force at the send governs it for good.
  package let governing: Governing
  @exclusivity(unchecked) var stepUses: [Int]
  @exclusivity(unchecked) var callback: CallbackTarget?
  /// What the request asked for in place of the provider's limits.
  let limits: OwnLimits?
  /// A right code was seen, so the approval is charged.
  @exclusivity(unchecked) var isApprovalCharged: Bool
  /// The verifications of the same recipient around it, by serial, -1 for none; see the store.
  @exclusivity(unchecked) var links = Links()
  /// The same among those that are not settled.
  @exclusivity(unchecked) var openLinks = Links()
  @exclusivity(unchecked) var isSettled = false

  /// Neighbours in a list.
  struct Links {
    var earlier = -1
    var later = -1
  }

  struct OwnLimits: Sendable {
    var sends: Int?
    var resends: Int?
    var checks: Int?
    var resendGap: Interval?
  }

  init(
    id: [UInt8], serial: Int, recipient: PhoneNumber, channel: Int, code: [UInt8],
    created: Instant, changed: Instant, lifetime: Interval, expires: Instant,
    state: VerificationStatus, kept: KeptValues, client: [UInt8], governing: Governing,
    stepUses: [Int], callback: CallbackTarget? = nil, limits: OwnLimits? = nil,
    isApprovalCharged: Bool = false
  ) {
    self.id = id
    self.serial = serial
    self.recipient = recipient
    self.channel = channel
    self.code = code
    self.created = created
    self.changed = changed
    self.lifetime = lifetime
    self.expires = expires
    self.state = state
    self.kept = kept
    self.client = client
    self.governing = governing
    self.stepUses = stepUses
    self.callback = callback
    self.limits = limits
    self.isApprovalCharged = isApprovalCharged
  }

  /// Where it stands at a time of its account's clock.
  package func status(at now: Instant) -> VerificationStatus {
    state == .pending && now >= expires ? .expired : state
  }

  /// The last change at a time of its account's clock.
  package func updated(at now: Instant) -> Instant {
    status(at: now) == .expired && state == .pending ? max(changed, expires) : changed
  }
}

extension Verification {
  package var attemptCount: Int { firstAttempt == nil ? 0 : laterAttempts.count + 1 }

  /// The messages sent, oldest first.
  package var attempts: [Attempt] { (firstAttempt.map { [$0] } ?? []) + laterAttempts }

  /// The attempt at a position from zero; nil when there is none.
  func attempt(_ index: Int) -> Attempt? {
    if index == 0 { return firstAttempt }
    return laterAttempts.indices.contains(index - 1) ? laterAttempts[index - 1] : nil
  }

  var lastAttempt: Attempt? { laterAttempts.last ?? firstAttempt }

  /// What the last attempt keeps.
  var lastKept: KeptValues? { laterAttempts.last?.kept ?? firstAttempt?.kept }

  func append(_ attempt: Attempt) {
    if firstAttempt == nil {
      firstAttempt = attempt
    } else {
      laterAttempts.append(attempt)
    }
  }

  /// The checks that are kept, oldest first.
  package var checks: [Check] { earlierChecks + (lastCheck.map { [$0] } ?? []) }

  var keptCheckCount: Int { lastCheck == nil ? 0 : earlierChecks.count + 1 }

  func check(_ index: Int) -> Check? {
    if index == earlierChecks.count { return lastCheck }
    return earlierChecks.indices.contains(index) ? earlierChecks[index] : nil
  }

  func append(_ check: Check) {
    if let last = lastCheck { earlierChecks.append(last) }
    lastCheck = check
    // A client that guesses for ever must not fill the memory.
    if earlierChecks.count >= Self.checkLimit {
      earlierChecks.removeFirst(earlierChecks.count - Self.checkLimit + 1)
    }
  }

  private static let checkLimit = 50
}

extension Verification {
  /// One message on its way to the recipient.
  package struct Attempt: Sendable {
    let identifier: DrawnIdentifier
    /// From one.
    package let number: Int
    package let channel: Int
    package let created: Instant
    package let course: DeliveryCourse
    /// A scenario's error in place of the course's.
    let error: [UInt8]?
    package let kept: KeptValues

    package var id: [UInt8] { identifier.bytes }

    /// The stage reached at a time, and its position.
    func stage(at now: Instant, in channels: [Channel]) -> (Int, Channel.Stage)? {
      guard channels.indices.contains(channel),
        let reached = channels[channel].courses.reached(course, since: created, at: now),
        let stage = channels[channel].courses[course]?[reached]
      else { return nil }
      return (reached, stage)
    }
  }

  /// One code that was checked.
  package struct Check: Sendable {
    let identifier: DrawnIdentifier
    package let number: Int
    package let created: Instant
    package let isRight: Bool

    package var id: [UInt8] { identifier.bytes }
  }
}

/// Where callbacks of a verification go.
struct CallbackTarget: Sendable {
  let url: String
  let method: String
}
