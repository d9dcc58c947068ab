/// The verifications of a server: all accounts' with all providers, bounded in number.
///
/// Finding, adding and changing one takes the same time however many are stored. When there are too
/// many, the one that was settled first is evicted; the oldest where none is settled.
package struct VerificationStore: Sendable {
  package typealias Owner = Verification.Owner

  private struct Name: Hashable, Sendable {
    let owner: Owner
    let id: ByteKey

    init(owner: Owner, id: [UInt8]) {
      self.owner = owner
      self.id = ByteKey(id)
    }
  }

  private struct Contact: Hashable, Sendable {
    let owner: Owner
    let recipient: PhoneNumber
  }

  private var bySerial = NumberedValues<Verification>()
  private var serials: [Name: Int] = [:]
  private var owned: [Owner: NumberList] = [:]
  /// The newest verification of each recipient, and those before it of the recipients with several.
  private var newest: [Contact: Int] = [:]
  private var older: [Contact: NumberList] = [:]
  /// Those of each recipient that are not settled: a number that was verified a thousand times is
  /// found as fast as a new one.
  private var openByContact: [Contact: NumberList] = [:]
  private var open = NumberList()
  /// In the order in which they were settled.
  private var settled = NumberList()
  private let limit: Int
  /// The serial of the next verification.
  package private(set) var nextSerial = 1

  init(limit: Int) {
    self.limit = max(1, limit)
  }

  package var count: Int { bySerial.count }

  /// How many an account has with a provider.
  package func count(of owner: Owner) -> Int { owned[owner]?.count ?? 0 }

  package subscript(serial: Int) -> Verification? { bySerial[serial] }

  package func verification(id: [UInt8], of owner: Owner) -> Verification? {
    serials[Name(owner: owner, id: id)].flatMap { bySerial[$0] }
  }

  /// The newest verification of a recipient that is not settled and fulfils a condition.
  func newestOpen(
    of recipient: PhoneNumber, _ owner: Owner, where condition: (Verification) -> Bool
  ) -> Verification? {
    var found: Verification?
    openByContact[Contact(owner: owner, recipient: recipient)]?.forEach(newestFirst: true) {
      guard let one = bySerial[$0], one.state == .pending, condition(one) else { return true }
      found = one
      return false
    }
    return found
  }

  /// The newest verification of a recipient that was not evicted.
  func newest(of recipient: PhoneNumber, _ owner: Owner) -> Verification? {
    newest[Contact(owner: owner, recipient: recipient)].flatMap { bySerial[$0] }
  }

  /// Visits an account's verifications with a provider until `visit` returns false.
  package func forEach(
    of owner: Owner, newestFirst: Bool, while visit: (Verification) -> Bool
  ) {
    owned[owner]?.forEach(newestFirst: newestFirst) { serial in
      bySerial[serial].map(visit) ?? true
    }
  }

  /// Adds a verification whose serial is ``nextSerial``, or puts a changed one in its place.
  ///
  /// - Returns: the verification that was evicted for it, if one was.
  mutating func put(_ one: Verification) -> Verification? {
    if let old = bySerial.updateValue(one, of: one.serial) {
      if old.id != one.id {
        serials[Name(owner: old.owner, id: old.id)] = nil
        serials[Name(owner: one.owner, id: one.id)] = one.serial
      }
      if old.state == .pending, one.state != .pending { settle(one) }
      return nil
    }
    nextSerial = max(nextSerial, one.serial + 1)
    let contact = Contact(owner: one.owner, recipient: one.recipient)
    serials[Name(owner: one.owner, id: one.id)] = one.serial
    owned[one.owner, default: NumberList()].append(one.serial)
    if let before = newest.updateValue(one.serial, forKey: contact) {
      older[contact, default: NumberList()].append(before)
    }
    if one.state == .pending {
      openByContact[contact, default: NumberList()].append(one.serial)
      open.append(one.serial)
    } else {
      settled.append(one.serial)
    }
    guard count > limit, let serial = settled.first ?? open.first else { return nil }
    return remove(serial)
  }

  /// Removes everything that an account has with the providers.
  mutating func removeAll(account: Int, providers: Int) {
    for provider in 0..<providers {
      let own = owned[Owner(account: account, provider: provider)]?.all ?? []
      for serial in own { _ = remove(serial) }
    }
  }

  /// Gives verifications to the providers' new positions; nil removes those of a provider.
  mutating func moveProviders(_ position: (Int) -> Int?) {
    let old = bySerial.values.sorted { $0.serial < $1.serial }
    let next = nextSerial
    self = VerificationStore(limit: limit)
    for one in old {
      guard let provider = position(one.owner.provider) else { continue }
      var moved = one
      moved.owner = Owner(account: one.owner.account, provider: provider)
      _ = put(moved)
    }
    nextSerial = next
  }

  private mutating func settle(_ one: Verification) {
    settled.append(one.serial)
    dropOpen(one)
  }

  private mutating func dropOpen(_ one: Verification) {
    let isGone = { [bySerial] (serial: Int) in
      bySerial.position(of: serial).map { bySerial.values[$0].state } != .pending
    }
    open.dropOne(where: isGone)
    openByContact.dropOne(of: Contact(owner: one.owner, recipient: one.recipient), where: isGone)
  }

  private mutating func remove(_ serial: Int) -> Verification? {
    guard let one = bySerial.removeValue(of: serial) else { return nil }
    let name = Name(owner: one.owner, id: one.id)
    if serials[name] == serial { serials[name] = nil }
    let isGone = { [bySerial] serial in bySerial.position(of: serial) == nil }
    owned.dropOne(of: one.owner, where: isGone)
    let contact = Contact(owner: one.owner, recipient: one.recipient)
    let next = older[contact]?.last
    if newest[contact] == serial {
      newest[contact] = next
      older.dropOne(of: contact) { isGone($0) || $0 == next }
    } else {
      older.dropOne(of: contact, where: isGone)
    }
    if one.state == .pending { dropOpen(one) } else { settled.dropOne(where: isGone) }
    return one
  }
}
