import VerifyMockJSON

extension Verification {
  /// All that was incurred, at the scale of the finest price.
  func totalCharge(at now: Instant, in provider: Provider) -> [UInt8] {
    var total = JSONDecimal.zero
    func add(_ text: [UInt8]) {
      guard let charge = JSONDecimal(String(decoding: text, as: UTF8.self)) else { return }
      total = total.adding(charge) ?? total
    }
    add(isApprovalCharged ? provider.approvalText : provider.approvalZero)
    for attempt in attempts { add(attempt.charge(at: now, in: provider)) }
    return Array(total.description.utf8)
  }
}

extension Verification.Attempt {
  /// The channel's price once a stage was reached that is not free, else its zero.
  func charge(at now: Instant, in provider: Provider) -> [UInt8] {
    guard provider.channels.indices.contains(channel) else { return [] }
    let channel = provider.channels[channel]
    guard let (reached, _) = stage(at: now, in: provider.channels),
      let stages = channel.courses[course]
    else { return channel.zeroText }
    let isCharged = stages[...reached].contains { !$0.isFree } && !stages[reached].isFree
    return isCharged ? channel.priceText : channel.zeroText
  }

  /// The error of the stage reached, a scenario's before the course's own.
  func error(at now: Instant, in provider: Provider) -> [UInt8] {
    guard let (_, stage) = stage(at: now, in: provider.channels), !stage.error.isEmpty
    else { return [] }
    return error ?? stage.error
  }
}
