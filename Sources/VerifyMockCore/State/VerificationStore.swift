/// The verifications and verified numbers that one account has with one provider.
///
/// An object like what it holds, and for the same reasons.
package final class VerificationStore: @unchecked Sendable {
  /// In the order of creation; the serial of the first is `base`.
  @exclusivity(unchecked) private var records: [Verification?] = []
  @exclusivity(unchecked) private var base = 0
  @exclusivity(unchecked) private var byID = SerialTable()
  /// The latest verification of each recipient; the earlier ones hang on its links.
  @exclusivity(unchecked) private var latest = SerialTable()
  /// The latest one of each recipient that is not settled, so that a number that has been verified
  /// a thousand times is found as fast as a new one.
  @exclusivity(unchecked) private var latestOpen = SerialTable()
  /// Serials of verifications that are settled, oldest first: the first to be forgotten.
  @exclusivity(unchecked) private var settled: [Int] = []
  @exclusivity(unchecked) private var settledHead = 0
  /// Everything below is known to be forgotten.
  @exclusivity(unchecked) private var firstKept = 0
  @exclusivity(unchecked) package internal(set) var numbers: [VerifiedNumber] = []
  @exclusivity(unchecked) package private(set) var count = 0

  /// How many settled verifications are kept: the memory of a long run stays flat.
  static let settledLimit = 10_000
  /// How many verifications are kept at all.
  static let limit = 250_000

  init() {}

  var nextSerial: Int { base + records.count }

  /// Adds a verification whose serial is ``nextSerial``.
  func insert(_ verification: Verification) {
    records.append(verification)
    count += 1
    byID.insert(verification.serial, hash: Self.hash(verification.id))
    link(verification, open: false)
    link(verification, open: true)
    if count > Self.limit { forgetOldest() }
  }

  package subscript(serial: Int) -> Verification? {
    let index = serial - base
    return index >= 0 && index < records.count ? records[index] : nil
  }

  package func verification(id: [UInt8]) -> Verification? {
    id.withUnsafeBufferPointer { verification(id: $0) }
  }

  func verification(id: UnsafeBufferPointer<UInt8>) -> Verification? {
    let serial = byID.find(SerialTable.hash(id), base: base) { serial in
      guard let one = self[serial] else { return false }
      return id.isSame(as: one.id)
    }
    return serial.flatMap { self[$0] }
  }

  /// The latest verification of a recipient.
  func latestSerial(of recipient: PhoneNumber) -> Int? {
    tail(of: recipient, open: false)
  }

  /// The latest verification of a recipient that is not settled and fulfils a condition.
  func latestOpenSerial(
    of recipient: PhoneNumber, where condition: (Verification) -> Bool
  ) -> Int? {
    var next = tail(of: recipient, open: true)
    while let serial = next, let one = self[serial] {
      if condition(one) { return serial }
      next = one.openLinks.earlier
    }
    return nil
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
  func rename(_ serial: Int, to id: [UInt8]) {
    guard let one = self[serial] else { return }
    byID.remove(serial, hash: Self.hash(one.id))
    byID.insert(serial, hash: Self.hash(id))
    one.id = id
  }

  /// Notes that a verification will change no more.
  func settle(_ serial: Int) {
    guard let one = self[serial], !one.isSettled else { return }
    one.isSettled = true
    unlink(one, open: true)
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

  // MARK: Forgetting

  private func forgetOldest() {
    while firstKept < nextSerial, self[firstKept] == nil { firstKept += 1 }
    forget(firstKept)
  }

  private func forget(_ serial: Int) {
    guard let one = self[serial] else { return }
    byID.remove(serial, hash: Self.hash(one.id))
    unlink(one, open: false)
    if !one.isSettled { unlink(one, open: true) }
    records[serial - base] = nil
    count -= 1
    while firstKept < nextSerial, self[firstKept] == nil { firstKept += 1 }
    // The gaps in front go when they are the larger part, so that forgetting stays cheap.
    let gap = firstKept - base
    if gap > 1_024, gap > records.count / 2 {
      records.removeFirst(gap)
      base += gap
    }
  }

  // MARK: Recipients

  private static func hash(_ id: [UInt8]) -> UInt32 {
    id.withUnsafeBufferPointer { SerialTable.hash($0) }
  }

  private func tail(of recipient: PhoneNumber, open: Bool) -> Int? {
    if open {
      return latestOpen.find(recipient.hash, base: base) { self[$0]?.recipient == recipient }
    }
    return latest.find(recipient.hash, base: base) { self[$0]?.recipient == recipient }
  }

  /// Puts a verification behind the others of its recipient.
  private func link(_ one: Verification, open: Bool) {
    let hash = one.recipient.hash
    guard let serial = tail(of: one.recipient, open: open), let last = self[serial] else {
      if open {
        latestOpen.insert(one.serial, hash: hash)
      } else {
        latest.insert(one.serial, hash: hash)
      }
      return
    }
    one[open: open].earlier = serial
    last[open: open].later = one.serial
    moveTail(from: serial, to: one.serial, hash, open: open)
  }

  /// Takes a verification out of the list of its recipient.
  private func unlink(_ one: Verification, open: Bool) {
    let links = one[open: open]
    if links.earlier >= 0 { self[links.earlier]?[open: open].later = links.later }
    let hash = one.recipient.hash
    if links.later >= 0 {
      self[links.later]?[open: open].earlier = links.earlier
    } else if links.earlier >= 0 {
      moveTail(from: one.serial, to: links.earlier, hash, open: open)
    } else if open {
      latestOpen.remove(one.serial, hash: hash)
    } else {
      latest.remove(one.serial, hash: hash)
    }
  }

  private func moveTail(from old: Int, to new: Int, _ hash: UInt32, open: Bool) {
    if open {
      latestOpen.replace(old, with: new, hash: hash)
    } else {
      latest.replace(old, with: new, hash: hash)
    }
  }
}

extension Verification {
  fileprivate subscript(open isOpen: Bool) -> Links {
    get { isOpen ? openLinks : links }
    set { if isOpen { openLinks = newValue } else { links = newValue } }
  }
}

extension PhoneNumber {
  fileprivate var hash: UInt32 { SerialTable.hash(value ^ UInt64(count) << 56) }
}
