/// The verifications of a server: all accounts' with all providers, bounded in number.
///
/// Finding, adding and changing one takes the same time however many are stored. When there are too
/// many, the one that was settled first is evicted; the oldest where none is settled.
package struct VerificationStore: Sendable {
  package typealias Owner = Verification.Owner

  private struct Name: Hashable, Sendable {
    let owner: Owner
    let id: [UInt8]

    func hash(into hasher: inout Hasher) {
      hasher.combine(owner)
      // All bytes at once: an array would combine them one by one.
      id.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
  }

  private struct Contact: Hashable, Sendable {
    let owner: Owner
    let recipient: PhoneNumber
  }

  private var bySerial: [Int: Verification] = [:]
  private var serials: [Name: Int] = [:]
  /// The newest verification of each recipient.
  private var newest: [Contact: Int] = [:]
  /// Those of each recipient that are not settled, oldest first: a number that was verified a
  /// thousand times is found as fast as a new one.
  private var open: [Contact: [Int]] = [:]
  private var owned: [Owner: KeyOrder<Int>] = [:]
  private var openOrder = KeyOrder<Int>()
  private var settledOrder = KeyOrder<Int>()
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
    let serials = open[Contact(owner: owner, recipient: recipient)] ?? []
    return serials.lazy.reversed().compactMap { bySerial[$0] }.first(where: condition)
  }

  /// The newest verification of a recipient; where that one was evicted, the newest that is open.
  func newest(of recipient: PhoneNumber, _ owner: Owner) -> Verification? {
    newest[Contact(owner: owner, recipient: recipient)].flatMap { bySerial[$0] }
      ?? newestOpen(of: recipient, owner) { _ in true }
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
    if let old = bySerial.updateValue(one, forKey: one.serial) {
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
    newest[contact] = one.serial
    owned[one.owner, default: KeyOrder()].add(one.serial)
    if one.state == .pending {
      open[contact, default: []].append(one.serial)
      openOrder.add(one.serial)
    } else {
      settledOrder.add(one.serial)
    }
    guard count > limit, let serial = settledOrder.popFirst() ?? openOrder.popFirst() else {
      return nil
    }
    return remove(serial)
  }

  /// Removes everything that an account has with the providers.
  mutating func removeAll(account: Int, providers: Int) {
    for provider in 0..<providers {
      var own: [Int] = []
      owned[Owner(account: account, provider: provider)]?.forEach {
        own.append($0)
        return true
      }
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
    openOrder.remove(one.serial)
    settledOrder.add(one.serial)
    close(one)
  }

  private mutating func close(_ one: Verification) {
    let contact = Contact(owner: one.owner, recipient: one.recipient)
    if let position = open[contact]?.lastIndex(of: one.serial) {
      open[contact]?.remove(at: position)
      if open[contact]?.isEmpty == true { open[contact] = nil }
    }
  }

  private mutating func remove(_ serial: Int) -> Verification? {
    guard let one = bySerial.removeValue(forKey: serial) else { return nil }
    let name = Name(owner: one.owner, id: one.id)
    let contact = Contact(owner: one.owner, recipient: one.recipient)
    if serials[name] == serial { serials[name] = nil }
    if newest[contact] == serial { newest[contact] = nil }
    owned[one.owner]?.remove(serial)
    if owned[one.owner]?.count == 0 { owned[one.owner] = nil }
    openOrder.remove(serial)
    settledOrder.remove(serial)
    close(one)
    return one
  }
}
