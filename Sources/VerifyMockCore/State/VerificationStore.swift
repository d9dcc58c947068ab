/// The verifications and verified numbers that one account has with one provider.
package struct VerificationStore: Sendable {
  /// In the order of creation; the serial of the first is `base`.
  private var records: [Verification?] = []
  private var base = 0
  private var serials: [[UInt8]: Int] = [:]
  /// The serials of each recipient's verifications, oldest first.
  private var byRecipient: [PhoneNumber: [Int]] = [:]
  /// Serials of verifications that are settled, oldest first: the first to be forgotten.
  private var settled: [Int] = []
  private var settledHead = 0
  package internal(set) var numbers: [VerifiedNumber] = []
  package private(set) var count = 0

  /// How many settled verifications are kept: the memory of a long run stays flat.
  static let settledLimit = 10_000
  /// How many verifications are kept at all.
  static let limit = 250_000

  var nextSerial: Int { base + records.count }

  mutating func insert(_ verification: Verification) {
    records.append(verification)
    serials[verification.id] = verification.serial
    byRecipient[verification.recipient, default: []].append(verification.serial)
    count += 1
    if count > Self.limit { forgetOldest() }
  }

  package subscript(serial: Int) -> Verification? {
    let index = serial - base
    return records.indices.contains(index) ? records[index] : nil
  }

  mutating func update<R>(_ serial: Int, _ change: (inout Verification) -> R) -> R? {
    let index = serial - base
    guard records.indices.contains(index) else { return nil }
    return Self.change(&records[index], change)
  }

  private static func change<R>(
    _ record: inout Verification?, _ change: (inout Verification) -> R
  ) -> R? {
    // Taken out for the change, so that nothing is copied.
    guard var value = record.take() else { return nil }
    defer { record = value }
    return change(&value)
  }

  package func serial(id: [UInt8]) -> Int? {
    serials[id]
  }

  /// The latest verification of a recipient that fulfils a condition.
  func latestSerial(
    of recipient: PhoneNumber, where condition: (Verification) -> Bool
  ) -> Int? {
    byRecipient[recipient]?.last { serial in
      self[serial].map(condition) ?? false
    }
  }

  /// All verifications, newest or oldest first, until `visit` says that it has enough.
  package func forEach(newestFirst: Bool, _ visit: (Verification) -> Bool) {
    if newestFirst {
      for record in records.reversed() {
        if let record, !visit(record) { return }
      }
    } else {
      for record in records {
        if let record, !visit(record) { return }
      }
    }
  }

  /// The verification goes by a new id from now on.
  mutating func rename(_ serial: Int, to id: [UInt8]) {
    guard let old = self[serial]?.id else { return }
    serials[old] = nil
    serials[id] = serial
    _ = update(serial) { $0.id = id }
  }

  /// Notes that a verification will change no more.
  mutating func settle(_ serial: Int) {
    settled.append(serial)
    while settled.count - settledHead > Self.settledLimit {
      forget(settled[settledHead])
      settledHead += 1
    }
    if settledHead > Self.settledLimit {
      settled.removeFirst(settledHead)
      settledHead = 0
    }
  }

  private mutating func forgetOldest() {
    if let first = records.first(where: { $0 != nil }), let serial = first?.serial {
      forget(serial)
    }
  }

  private mutating func forget(_ serial: Int) {
    guard let record = self[serial] else { return }
    serials[record.id] = nil
    byRecipient[record.recipient]?.removeAll { $0 == serial }
    if byRecipient[record.recipient]?.isEmpty == true { byRecipient[record.recipient] = nil }
    records[serial - base] = nil
    count -= 1
    // The gaps in front go when they are the larger part, so that forgetting stays cheap.
    if let first = records.firstIndex(where: { $0 != nil }), first > 1_024,
      first > records.count / 2
    {
      records.removeFirst(first)
      base += first
    }
  }
}
