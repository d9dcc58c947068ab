import VerifyMockCore
import VerifyMockJSON

extension Checker {
  /// Every reading of a record: of the body and of the items in it.
  private func readings(_ record: StepRecord) -> [TemplateReading] {
    guard record.isSuccess, let reading = record.reading else { return [] }
    return [reading] + (reading.list(.items) ?? [])
  }

  /// Checks that times are in order and not in the future.
  mutating func checkTimes() {
    for record in records {
      for reading in readings(record) {
        checkOrder(reading, record)
        let slots = reading.slots + (reading.list(.attempts) ?? []).flatMap(\.slots)
        for slot in slots where slot.placeholder.term.kind == .instant {
          guard slot.placeholder.term != .verificationExpires, let time = instant(slot, record),
            time > record.time + .seconds(120)
          else { continue }
          report(time: "a time lies in the future", slot, record, "at most \(record.time.text)")
        }
      }
    }
  }

  private mutating func checkOrder(_ reading: TemplateReading, _ record: StepRecord) {
    let pairs: [(Term, Term)] = [
      (.verificationCreated, .verificationUpdated), (.numberCreated, .numberModified),
    ]
    for (first, second) in pairs {
      guard let a = reading.slot(first), let b = reading.slot(second),
        let created = instant(a, record), let updated = instant(b, record), updated < created
      else { continue }
      report(
        time: "it was changed before it was created", b, record, "not before \(created.text)")
    }
    var last: Instant?
    for attempt in reading.list(.attempts) ?? [] {
      guard let slot = attempt.slot(.attemptCreated), let time = instant(slot, record) else {
        continue
      }
      if let last, time < last {
        report(time: "attempts are not in the order of time", slot, record, nil)
      }
      last = time
    }
  }

  private mutating func report(
    time what: String, _ slot: TemplateReading.Slot, _ record: StepRecord, _ expected: String?
  ) {
    var finding = Finding(
      .timestamps, what, at: location(slot), expected: expected, got: slot.value.string)
    finding.key = "time|\(what)"
    doubt(slot, record)
    report(finding, record)
  }

  /// The instant in a slot; nil when its schema does not allow the value.
  func instant(_ slot: TemplateReading.Slot, _ record: StepRecord) -> Instant? {
    guard isSound(slot, record), let text = slot.value.string else { return nil }
    return PartialTime(Array(text.utf8))?.start
  }

  /// Checks that counts, attempts and charges agree.
  mutating func checkSums() {
    for record in records {
      for reading in readings(record) { checkSums(reading, record) }
    }
  }

  private mutating func checkSums(_ reading: TemplateReading, _ record: StepRecord) {
    let lists = reading.lists.filter { $0.list == .attempts }
    guard let attempts = lists.first?.items else { return }
    if let (text, slot) = text(.verificationCount, reading, record), text != "\(attempts.count)" {
      report(sum: "the count is not that of the attempts", slot, record, "\(attempts.count)", text)
    }
    if let (channel, slot) = text(.verificationChannel, reading, record),
      let last = attempts.last?.text(.attemptChannel), last.lowercased() != channel.lowercased()
    {
      report(sum: "the channel is not the last attempt's", slot, record, last, channel)
    }
    let ids = lists.map { $0.items.compactMap { $0.text(.attemptID) } }.filter { !$0.isEmpty }
    if let first = ids.first, let other = ids.first(where: { Set($0) != Set(first) }),
      let slot = lists.last?.items.first?.slot(.attemptID)
    {
      report(
        sum: "attempts and charges name different attempts", slot, record,
        first.joined(separator: ", "), other.joined(separator: ", "))
    }
    checkTotal(reading, lists, record)
  }

  private mutating func checkTotal(
    _ reading: TemplateReading, _ lists: [TemplateReading.List], _ record: StepRecord
  ) {
    guard let (text, slot) = text(.verificationChargeTotal, reading, record),
      let total = JSONDecimal(text)
    else { return }
    var parts: [TemplateReading.Slot] = []
    if let approval = reading.slot(.verificationChargeApproval) { parts.append(approval) }
    parts += lists.flatMap { $0.items.compactMap { $0.slot(.attemptCharge) } }
    var sum = JSONDecimal.zero
    for part in parts {
      guard isSound(part, record), let text = part.value.string ?? part.value.numberText,
        let value = JSONDecimal(text), let next = sum.adding(value)
      else { return }
      sum = next
    }
    guard total != sum else { return }
    report(sum: "the total is not the sum of its parts", slot, record, sum.trimmed, text)
  }

  private mutating func report(
    sum what: String, _ slot: TemplateReading.Slot, _ record: StepRecord, _ expected: String,
    _ got: String
  ) {
    var finding = Finding(.sums, what, at: location(slot), expected: expected, got: got)
    finding.key = "sum|\(what)"
    report(finding, record)
  }
}
