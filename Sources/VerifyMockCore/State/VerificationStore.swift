import VerifyMockHTTP

/// The verifications and verified numbers that one account has with one provider.
///
/// An object like what it holds, and for the same reasons. Each verification has a slot, which is
/// used again when it is forgotten, so that the memory follows how many there are and not how many
/// there have been since the oldest.
package final class VerificationStore: @unchecked Sendable {
  @exclusivity(unchecked) private var slots: [Verification?] = []
  @exclusivity(unchecked) private var freeSlots: [UInt32] = []
  /// How many verifications there have been.
  @exclusivity(unchecked) private var total = 0
  @exclusivity(unchecked) private var byID = SlotTable()
  /// The latest verification of each recipient; the earlier ones hang on its links.
  @exclusivity(unchecked) private var latest = SlotTable()
  /// The latest one of each recipient that is not settled, so that a number that has been verified
  /// a thousand times is found as fast as a new one.
  @exclusivity(unchecked) private var latestOpen = SlotTable()
  /// All of them in the order of creation.
  @exclusivity(unchecked) private var all = Ends()
  /// Those that are settled, oldest first: the first to be forgotten.
  @exclusivity(unchecked) private var settled = Ends()
  @exclusivity(unchecked) private var settledCount = 0
  /// What the last verification kept: the next one mostly keeps the same, and shares its bytes.
  @exclusivity(unchecked) private var lastKept = KeptValues()
  @exclusivity(unchecked) package internal(set) var numbers: [VerifiedNumber] = []
  @exclusivity(unchecked) package private(set) var count = 0

  /// The first and the last of a list.
  private struct Ends {
    var first = Verification.Links.none
    var last = Verification.Links.none
  }

  /// How many settled verifications are kept: the memory of a long run stays flat.
  static let settledLimit = 10_000
  /// How many verifications are kept at all.
  static let limit = 250_000
  /// A serial has its slot in the lowest bits, which one more than the limit must fit.
  private static let slotBits = 18

  init() {}

  /// How many slots there are, free ones included.
  var slotCount: Int { slots.count }

  /// The serial of the next verification.
  var nextSerial: Int {
    (total + 1) << Self.slotBits | (freeSlots.last.map { Int($0) } ?? slots.count)
  }

  /// Adds a verification whose serial is ``nextSerial``.
  func insert(_ verification: Verification) {
    assert(verification.serial == nextSerial)
    let slot = Self.slot(of: verification.serial)
    if freeSlots.popLast() == nil {
      slots.append(verification)
    } else {
      slots[Int(slot)] = verification
    }
    total += 1
    count += 1
    if verification.kept.isSame(as: lastKept) {
      verification.share(lastKept)
    } else {
      lastKept = verification.kept
    }
    verification.idHash = verification.identifier.withBytes { SlotTable.hash($0) }
    byID.insert(slot, hash: verification.idHash)
    append(verification, slot, to: &all, .all)
    link(verification, slot, open: false)
    link(verification, slot, open: true)
    if count > Self.limit { forget(all.first) }
  }

  package subscript(serial: Int) -> Verification? {
    guard let one = self[slot: Self.slot(of: serial)], one.serial == serial else { return nil }
    return one
  }

  package func verification(id: [UInt8]) -> Verification? {
    id.withUnsafeBufferPointer { verification(id: $0) }
  }

  func verification(id: UnsafeBufferPointer<UInt8>) -> Verification? {
    let slot = byID.find(SlotTable.hash(id)) { slot in
      self[slot: slot]?.identifier.withBytes { $0.isSame(as: id) } ?? false
    }
    return slot.flatMap { self[slot: $0] }
  }

  /// The latest verification of a recipient.
  func latestSerial(of recipient: PhoneNumber) -> Int? {
    tail(of: recipient, open: false).flatMap { self[slot: $0]?.serial }
  }

  /// The latest verification of a recipient that is not settled and fulfils a condition.
  func latestOpenSerial(
    of recipient: PhoneNumber, where condition: (Verification) -> Bool
  ) -> Int? {
    var next = tail(of: recipient, open: true)
    while let slot = next, let one = self[slot: slot] {
      if condition(one) { return one.serial }
      next = one[.state].earlier
    }
    return nil
  }

  /// All verifications, newest or oldest first, until `visit` says that it has enough.
  package func forEach(newestFirst: Bool, _ visit: (Verification) -> Bool) {
    var next = newestFirst ? all.last : all.first
    while let one = self[slot: next], visit(one) {
      next = newestFirst ? one[.all].earlier : one[.all].later
    }
  }

  /// The verification goes by a new id from now on.
  func rename(_ serial: Int, to id: Identifier) {
    guard let one = self[serial] else { return }
    let slot = Self.slot(of: serial)
    byID.remove(slot, hash: one.idHash)
    one.identifier = id
    one.idHash = id.withBytes { SlotTable.hash($0) }
    byID.insert(slot, hash: one.idHash)
  }

  /// Notes that a verification will change no more.
  func settle(_ serial: Int) {
    guard let one = self[serial], !one.isSettled else { return }
    let slot = Self.slot(of: serial)
    unlink(one, slot, open: true)
    one.isSettled = true
    append(one, slot, to: &settled, .state)
    settledCount += 1
    while settledCount > Self.settledLimit { forget(settled.first) }
  }

  private func forget(_ slot: UInt32) {
    guard let one = self[slot: slot] else { return }
    byID.remove(slot, hash: one.idHash)
    remove(one, from: &all, .all)
    unlink(one, slot, open: false)
    if one.isSettled {
      remove(one, from: &settled, .state)
      settledCount -= 1
    } else {
      unlink(one, slot, open: true)
    }
    slots[Int(slot)] = nil
    freeSlots.append(slot)
    count -= 1
  }

  // MARK: Slots and lists

  private static func slot(of serial: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: serial & (1 << slotBits - 1))
  }

  private subscript(slot slot: UInt32) -> Verification? {
    slot < UInt32(truncatingIfNeeded: slots.count) ? slots[Int(slot)] : nil
  }

  private func append(
    _ one: Verification, _ slot: UInt32, to ends: inout Ends, _ list: Verification.List
  ) {
    one[list] = Verification.Links(earlier: ends.last)
    if let last = self[slot: ends.last] {
      last[list].later = slot
    } else {
      ends.first = slot
    }
    ends.last = slot
  }

  private func remove(_ one: Verification, from ends: inout Ends, _ list: Verification.List) {
    let links = one[list]
    if let earlier = self[slot: links.earlier] {
      earlier[list].later = links.later
    } else {
      ends.first = links.later
    }
    if let later = self[slot: links.later] {
      later[list].earlier = links.earlier
    } else {
      ends.last = links.earlier
    }
  }

  // MARK: Recipients

  private func tail(of recipient: PhoneNumber, open: Bool) -> UInt32? {
    if open {
      return latestOpen.find(recipient.hash) { self[slot: $0]?.recipient == recipient }
    }
    return latest.find(recipient.hash) { self[slot: $0]?.recipient == recipient }
  }

  /// Puts a verification behind the others of its recipient.
  private func link(_ one: Verification, _ slot: UInt32, open: Bool) {
    let hash = one.recipient.hash
    guard let before = tail(of: one.recipient, open: open), let last = self[slot: before] else {
      if open {
        latestOpen.insert(slot, hash: hash)
      } else {
        latest.insert(slot, hash: hash)
      }
      return
    }
    let list: Verification.List = open ? .state : .recipient
    one[list].earlier = before
    last[list].later = slot
    moveTail(from: before, to: slot, hash, open: open)
  }

  /// Takes a verification out of the list of its recipient.
  private func unlink(_ one: Verification, _ slot: UInt32, open: Bool) {
    let list: Verification.List = open ? .state : .recipient
    let links = one[list]
    let earlier = self[slot: links.earlier]
    earlier?[list].later = links.later
    let hash = one.recipient.hash
    if let later = self[slot: links.later] {
      later[list].earlier = links.earlier
    } else if earlier != nil {
      moveTail(from: slot, to: links.earlier, hash, open: open)
    } else if open {
      latestOpen.remove(slot, hash: hash)
    } else {
      latest.remove(slot, hash: hash)
    }
  }

  private func moveTail(from old: UInt32, to new: UInt32, _ hash: UInt32, open: Bool) {
    if open {
      latestOpen.replace(old, with: new, hash: hash)
    } else {
      latest.replace(old, with: new, hash: hash)
    }
  }
}

extension PhoneNumber {
  fileprivate var hash: UInt32 { SlotTable.hash(packed) }
}
