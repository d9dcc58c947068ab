import VerifyMockHTTP

/// One phone verification.
///
/// An object, so that a request can work on it where it is. It belongs to the store of one account,
/// and all of that to one engine, which only one thread reaches at a time: its accesses are not
/// checked for overlap.
package final class Verification: @unchecked Sendable {
  @exclusivity(unchecked) var identifier: Identifier
  /// The order of creation within the store; never used twice.
  package let serial: Int
  package let recipient: PhoneNumber
  @exclusivity(unchecked) package internal(set) var code: [UInt8]
  package let created: Instant
  /// The last change but for expiry, which comes by itself.
  @exclusivity(unchecked) var changed: Instant
  package let lifetime: Interval
  /// The scenario that was in force at the send governs it for good.
  package let governing: Governing
  /// The address of the client that asked for it.
  let client: [UInt8]
  @exclusivity(unchecked) private var ownKept: KeptValues
  /// What few verifications have.
  @exclusivity(unchecked) private var more: More?
  // Ten thousand of these are kept, so what they nearly all have is held in few bytes: one attempt,
  // made at the creation on the first channel with what is kept, and one check, both with
  // identifiers of the provider's own patterns.
  @exclusivity(unchecked) private var attemptGenerator = SeededGenerator(seed: 0)
  @exclusivity(unchecked) private var checkGenerator = SeededGenerator(seed: 0)
  @exclusivity(unchecked) private var checkTime = Instant(nanoseconds: 0)
  @exclusivity(unchecked) private var checkNumber: UInt32 = 0
  @exclusivity(unchecked) private var checks32: UInt32 = 0
  /// Kept by the store, with the three that follow.
  @exclusivity(unchecked) var idHash: UInt32 = 0
  @exclusivity(unchecked) var order = Links()
  @exclusivity(unchecked) var recipientLinks = Links()
  @exclusivity(unchecked) var stateLinks = Links()
  @exclusivity(unchecked) private var channel16: UInt16
  @exclusivity(unchecked) private var hasPlainAttempt = false
  @exclusivity(unchecked) private var hasCheck = false
  @exclusivity(unchecked) private var attemptCourse = DeliveryCourse.delivered
  /// The stored status: a pending one may have expired since.
  @exclusivity(unchecked) var state: VerificationStatus
  @exclusivity(unchecked) private var isCheckRight = false
  /// A right code was seen, so the approval is charged.
  @exclusivity(unchecked) var isApprovalCharged: Bool
  @exclusivity(unchecked) var isSettled = false

  struct OwnLimits: Sendable {
    var sends: Int?
    var resends: Int?
    var checks: Int?
    var resendGap: Interval?
  }

  /// What is there when something out of the ordinary has happened.
  private final class More {
    /// When it does not end its lifetime after its creation.
    @exclusivity(unchecked) var expires: Instant?
    /// All attempts, where there is more to say than one identifier and one course.
    @exclusivity(unchecked) var attempts: [Attempt] = []
    @exclusivity(unchecked) var earlierChecks: [Check] = []
    /// The pattern of the last check, where it is not the provider's.
    @exclusivity(unchecked) var checkPattern: IdentifierPattern?
    @exclusivity(unchecked) var resends = 0
    @exclusivity(unchecked) var stepUses: [Int] = []
    @exclusivity(unchecked) var callback: CallbackTarget?
    @exclusivity(unchecked) var limits: OwnLimits?
  }

  init(
    id: Identifier, serial: Int, recipient: PhoneNumber, channel: Int, code: [UInt8],
    created: Instant, changed: Instant, lifetime: Interval, expires: Instant,
    state: VerificationStatus, kept: KeptValues, client: [UInt8], governing: Governing,
    stepUses: [Int], callback: CallbackTarget? = nil, limits: OwnLimits? = nil,
    isApprovalCharged: Bool = false
  ) {
    identifier = id
    self.serial = serial
    self.recipient = recipient
    channel16 = UInt16(clamping: channel)
    self.code = code
    self.created = created
    self.changed = changed
    self.lifetime = lifetime
    self.state = state
    ownKept = kept
    self.client = client
    self.governing = governing
    self.isApprovalCharged = isApprovalCharged
    self.expires = expires
    if !stepUses.isEmpty { self.stepUses = stepUses }
    if callback != nil { self.callback = callback }
    if let limits { require().limits = limits }
  }

  private func require() -> More {
    if let more { return more }
    let new = More()
    more = new
    return new
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
  package var id: [UInt8] { identifier.bytes }

  package internal(set) var channel: Int {
    get { Int(channel16) }
    set {
      if newValue == channel { return }
      spellOutAttempts()
      channel16 = UInt16(clamping: newValue)
    }
  }

  package internal(set) var kept: KeptValues {
    get { ownKept }
    set {
      spellOutAttempts()
      ownKept = newValue
    }
  }

  /// Takes over bytes that are the same as its own, which are given up.
  func share(_ kept: KeptValues) {
    ownKept = kept
  }

  package internal(set) var expires: Instant {
    get { more?.expires ?? (created + lifetime) }
    set { if newValue != expires { require().expires = newValue } }
  }

  /// How often a code was checked: right, wrong or spent by a scenario.
  package internal(set) var checkCount: Int {
    get { Int(checks32) }
    set { checks32 = UInt32(clamping: newValue) }
  }

  package internal(set) var resends: Int {
    get { more?.resends ?? 0 }
    set { require().resends = newValue }
  }

  var stepUses: [Int] {
    get { more?.stepUses ?? [] }
    set { require().stepUses = newValue }
  }

  var callback: CallbackTarget? {
    get { more?.callback }
    set { require().callback = newValue }
  }

  /// What the request asked for in place of the provider's limits.
  var limits: OwnLimits? { more?.limits }
}

extension Verification {
  package var attemptCount: Int {
    if let more, !more.attempts.isEmpty { return more.attempts.count }
    return hasPlainAttempt ? 1 : 0
  }

  /// The messages sent, oldest first.
  package var attempts: [Attempt] {
    if let more, !more.attempts.isEmpty { return more.attempts }
    return onlyAttempt.map { [$0] } ?? []
  }

  /// The attempt at a position from zero; nil when there is none.
  func attempt(_ index: Int) -> Attempt? {
    if let more, !more.attempts.isEmpty {
      return more.attempts.indices.contains(index) ? more.attempts[index] : nil
    }
    return index == 0 ? onlyAttempt : nil
  }

  var lastAttempt: Attempt? {
    if let last = more?.attempts.last { return last }
    return onlyAttempt
  }

  /// The one attempt, where it was as nearly all are.
  private var onlyAttempt: Attempt? {
    guard hasPlainAttempt else { return nil }
    return Attempt(
      identifier: DrawnIdentifier(pattern: attemptPattern, generator: attemptGenerator),
      number: 1, channel: channel, created: created, course: attemptCourse, error: nil,
      kept: ownKept)
  }

  // Each by its whole path: the structures on the way are not copied then.
  @inline(__always)
  private var attemptPattern: IdentifierPattern {
    governing.provider.verification.identifiers.attempt
  }

  @inline(__always)
  private var checkPattern: IdentifierPattern {
    governing.provider.verification.identifiers.check
  }

  /// What the last attempt keeps.
  var lastKept: KeptValues? {
    if let last = more?.attempts.last { return last.kept }
    return attemptCount == 0 ? nil : ownKept
  }

  func append(_ attempt: Attempt) {
    if attemptCount == 0, attempt.number == 1, attempt.channel == channel,
      attempt.created == created, attempt.error == nil, attempt.kept.isSame(as: ownKept),
      attempt.identifier.pattern === attemptPattern
    {
      hasPlainAttempt = true
      attemptGenerator = attempt.identifier.generator
      attemptCourse = attempt.course
    } else {
      spellOutAttempts()
      require().attempts.append(attempt)
    }
  }

  /// What the one attempt shares with the verification is about to change or no longer enough.
  private func spellOutAttempts() {
    guard let only = onlyAttempt, more?.attempts.isEmpty ?? true else { return }
    require().attempts = [only]
  }

  /// The last check, and those before it.
  package var lastCheck: Check? {
    guard hasCheck else { return nil }
    let pattern = more?.checkPattern ?? checkPattern
    return Check(
      identifier: DrawnIdentifier(pattern: pattern, generator: checkGenerator),
      number: Int(checkNumber), created: checkTime, isRight: isCheckRight)
  }

  /// The checks that are kept, oldest first.
  package var checks: [Check] { (more?.earlierChecks ?? []) + (lastCheck.map { [$0] } ?? []) }

  var keptCheckCount: Int {
    hasCheck ? (more?.earlierChecks.count ?? 0) + 1 : 0
  }

  func check(_ index: Int) -> Check? {
    let earlier = more?.earlierChecks.count ?? 0
    if index == earlier { return lastCheck }
    return index >= 0 && index < earlier ? more?.earlierChecks[index] : nil
  }

  func append(_ check: Check) {
    if let last = lastCheck {
      let more = require()
      more.earlierChecks.append(last)
      // A client that guesses for ever must not fill the memory.
      if more.earlierChecks.count >= Self.checkLimit {
        more.earlierChecks.removeFirst(more.earlierChecks.count - Self.checkLimit + 1)
      }
    }
    let isUsual = check.identifier.pattern === checkPattern
    if more != nil || !isUsual {
      require().checkPattern = isUsual ? nil : check.identifier.pattern
    }
    hasCheck = true
    checkGenerator = check.identifier.generator
    checkNumber = UInt32(clamping: check.number)
    checkTime = check.created
    isCheckRight = check.isRight
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
