/// One phone verification.
package struct Verification: Sendable {
  package internal(set) var id: [UInt8]
  /// The order of creation within the store; never used twice.
  package let serial: Int
  package let recipient: PhoneNumber
  package internal(set) var channel: Int
  package internal(set) var code: [UInt8]
  package let created: Instant
  /// The last change but for expiry, which comes by itself.
  var changed: Instant
  package internal(set) var lifetime: Interval
  package internal(set) var expires: Instant
  /// The stored status: a pending one may have expired since.
  var state: VerificationStatus
  package internal(set) var attempts: [Attempt]
  package internal(set) var checks: [Check] = []
  /// How often a code was checked: right, wrong or spent by a scenario.
  package internal(set) var checkCount = 0
  package internal(set) var resends = 0
  /// Canonical JSON text by kept position; nil for what was not given.
  package internal(set) var kept: [[UInt8]?]
  /// The address of the client that asked for it.
  let client: [UInt8]
  /// The scenario that was in force at the send governs it for good.
  package let governing: Governing
  var stepUses: [Int]
  var callback: CallbackTarget?
  /// What the request asked for in place of the provider's limits.
  var limits: OwnLimits?
  /// A right code was seen, so the approval is charged.
  var isApprovalCharged = false

  struct OwnLimits: Sendable {
    var sends: Int?
    var resends: Int?
    var checks: Int?
    var resendGap: Interval?
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
    package let kept: [[UInt8]?]

    /// The stage reached at a time, and its position.
    func stage(at now: Instant, in channels: [Channel]) -> (Int, Channel.Stage)? {
      guard channels.indices.contains(channel), let stages = channels[channel].courses[course]
      else { return nil }
      var reached: (Int, Channel.Stage)?
      for (i, stage) in stages.enumerated() {
        if i == 0 || created + stage.after <= now { reached = (i, stage) } else { break }
      }
      return reached
    }
  }

  /// One code that was checked.
  package struct Check: Sendable {
    package let id: [UInt8]
    package let number: Int
    package let created: Instant
    package let isRight: Bool
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

/// Where callbacks of a verification go.
struct CallbackTarget: Sendable {
  let url: String
  let method: String
}
