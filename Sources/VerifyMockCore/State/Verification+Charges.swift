import VerifyMockJSON

extension Verification {
  /// All that was incurred, at the scale of the finest price.
  func totalCharge(at now: Instant, in provider: Provider) -> [UInt8] {
    let approval = isApprovalCharged ? provider.approvalText : provider.approvalZero
    guard attempts.count == 1, provider.channels.indices.contains(attempts[0].channel) else {
      return Self.sum(of: [approval] + attempts.map { $0.charge(at: now, in: provider) })
    }
    // Nearly all have one attempt, so those sums are made once.
    let channel = attempts[0].channel
    let isCharged = attempts[0].isCharged(at: now, in: provider.channels[channel])
    return provider.singleTotals[channel].text(
      isCharged: isCharged, isApprovalCharged: isApprovalCharged)
  }

  /// The sum of decimal texts; one that is empty counts nothing.
  static func sum(of charges: [[UInt8]]) -> [UInt8] {
    var total = JSONDecimal.zero
    for text in charges {
      guard let charge = JSONDecimal(String(decoding: text, as: UTF8.self)) else { continue }
      total = total.adding(charge) ?? total
    }
    return Array(total.description.utf8)
  }

  /// What a verification with one attempt on a channel comes to.
  struct SingleTotals: Sendable {
    private let texts: [[UInt8]]

    init(_ channel: Channel, approval: [UInt8], approvalZero: [UInt8]) {
      texts = [
        sum(of: [approvalZero, channel.zeroText]), sum(of: [approval, channel.zeroText]),
        sum(of: [approvalZero, channel.priceText]), sum(of: [approval, channel.priceText]),
      ]
    }

    func text(isCharged: Bool, isApprovalCharged: Bool) -> [UInt8] {
      texts[(isCharged ? 2 : 0) + (isApprovalCharged ? 1 : 0)]
    }
  }
}

extension Verification.Attempt {
  /// The channel's price once a stage was reached that is not free, else its zero.
  func charge(at now: Instant, in provider: Provider) -> [UInt8] {
    guard provider.channels.indices.contains(channel) else { return [] }
    let isCharged = isCharged(at: now, in: provider.channels[channel])
    return isCharged ? provider.channels[channel].priceText : provider.channels[channel].zeroText
  }

  fileprivate func isCharged(at now: Instant, in channel: Channel) -> Bool {
    guard let reached = channel.courses.reached(course, since: created, at: now),
      let stages = channel.courses[course]
    else { return false }
    return !stages[reached].isFree
  }

  /// The error of the stage reached, a scenario's before the course's own.
  func error(at now: Instant, in provider: Provider) -> [UInt8] {
    guard let stage = stage(at: now, in: provider.channels), !stage.error.isEmpty else {
      return []
    }
    return error ?? stage.error
  }
}
