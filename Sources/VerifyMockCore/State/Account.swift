import VerifyMockHTTP

/// One credential's own world: state, clock, scenario, journal and inbox belong to it alone.
package struct Account: Sendable {
  /// The number of its creation: never used twice.
  package let number: Int
  /// The id, or the token where that is all there is.
  package let key: [UInt8]
  /// What it may be called in public: its id, or `token-` and twelve hex digits of the token's
  /// SHA-256.
  package internal(set) var name: String
  package let uuid: [UInt8]
  /// Everything that requests name it with.
  package internal(set) var keys: [[UInt8]]
  /// The secret that came last: callbacks are signed with it. Never shown.
  var secret: [UInt8] = []
  var generator: SeededGenerator
  package internal(set) var clock = AccountClock()
  /// What was chosen for this account alone, by provider.
  var settings: [Int: Setting] = [:]
  var numbers: [Int: VerifiedNumbers] = [:]
  /// How often the steps of scenarios were used.
  var stepCounts = StepCounts()
  var windows: [WindowKey: RateWindow] = [:]
  /// The providers whose given state has been put in place.
  var prepared: Set<Int> = []
  /// The code that every verification gets, when one is pinned.
  var pinnedCode: [UInt8]?
  /// Whether magic recipients have scenarios; nil where the server's option decides.
  var magic: Bool?
  /// How many of its verifications were evicted.
  var evictedVerifications = 0
  /// What was kept last: most requests keep the same, which is then stored once.
  var lastKept: KeptValues = []

  struct WindowKey: Hashable, Sendable {
    let provider: Int
    /// Nil for the provider's requests in all.
    let operation: Int?
  }

  init(number: Int, key: [UInt8], name: String, seed: UInt64) {
    self.number = number
    self.key = key
    self.name = name
    keys = [key]
    generator = SeededGenerator(seed: seed, part: key)
    uuid = IdentifierPattern.uuid.draw(from: &generator)
  }
}

/// An account's time: the server's, moved or stopped.
package struct AccountClock: Sendable, Equatable {
  /// How far it is ahead of the server's clock.
  package internal(set) var offset = Interval.zero
  /// The time at which it stands still, if it does.
  package internal(set) var frozen: Instant?

  package func now(_ server: Instant) -> Instant {
    frozen ?? (server + offset)
  }

  mutating func set(_ time: Instant, server: Instant) {
    if frozen != nil { frozen = time }
    offset = time - server
  }

  mutating func freeze(_ isFrozen: Bool, server: Instant) {
    let time = now(server)
    frozen = isFrozen ? time : nil
    offset = time - server
  }
}

/// How often the steps of scenarios were used, by scenario and what they count per; bounded in
/// number.
struct StepCounts: Sendable {
  struct Key: Hashable, Sendable {
    enum Subject: Hashable, Sendable {
      /// Nil where the request is about none.
      case recipient(PhoneNumber?)
      /// By its serial.
      case verification(Int)
    }

    let scenario: String
    let subject: Subject
  }

  private var uses: [Key: [Int: Int]] = [:]
  private var order = KeyOrder<Key>()

  /// The uses of a step, by its position.
  func uses(of step: Int, _ key: Key) -> Int { uses[key]?[step] ?? 0 }

  /// Counts one use of a step.
  ///
  /// - Returns: how many counts had to go, so that no more than `limit` are kept.
  mutating func add(_ step: Int, _ key: Key, limit: Int) -> Int {
    uses[key, default: [:]][step, default: 0] += 1
    order.add(key)
    var evicted = 0
    while uses.count > max(1, limit), let oldest = order.popFirst() {
      uses[oldest] = nil
      evicted += 1
    }
    return evicted
  }

  mutating func removeAll(of scenario: String) {
    for key in uses.keys where key.scenario == scenario {
      uses[key] = nil
      order.remove(key)
    }
  }
}

/// The accounts of a server by number, by what requests name them with, and by public name.
package struct Accounts: Sendable {
  private var byNumber: [Int: Account] = [:]
  private var byKey: [ByteKey: Int] = [:]
  private var byName: [String: Int] = [:]
  /// The one that has been idle longest comes first.
  private var idle = KeyOrder<Int>()
  private var lastNumber = 0

  init() {}

  package var count: Int { byNumber.count }
  /// The numbers of all accounts, in the order of their creation.
  package var numbers: [Int] { byNumber.keys.sorted() }

  package subscript(number: Int) -> Account? { byNumber[number] }

  package func number(named name: String) -> Int? { byName[name] }

  package func number(key: [UInt8]) -> Int? { byKey[ByteKey(key)] }

  /// Changes an account; nil when there is none of that number.
  mutating func update<R>(_ number: Int, _ change: (inout Account) -> R) -> R? {
    guard var account = take(number) else { return nil }
    defer { put(account) }
    return change(&account)
  }

  /// Takes an account out, so that a request can change it in place; ``put(_:)`` brings it back.
  mutating func take(_ number: Int) -> Account? { byNumber.removeValue(forKey: number) }

  mutating func put(_ account: consuming Account) {
    let number = account.number
    byNumber[number] = consume account
  }

  /// Gives an account its state of the start back: everything but its name and secret.
  mutating func reset(_ number: Int, seed: UInt64) {
    guard let old = byNumber[number] else { return }
    var fresh = Account(number: number, key: old.key, name: old.name, seed: seed)
    fresh.keys = old.keys
    fresh.secret = old.secret
    byNumber[number] = fresh
  }

  /// Takes out the account that a credential names, made when there is none; it is the last one to
  /// be evicted now. ``put(_:)`` brings it back.
  ///
  /// - Parameter secret: empty where only the name is known.
  mutating func take(key: [UInt8], secret: [UInt8], isToken: Bool, seed: UInt64) -> Account {
    var account = find(key: key, isToken: isToken) ?? make(key: key, isToken: isToken, seed: seed)
    idle.add(account.number)
    if !secret.isEmpty, account.secret != secret {
      account.secret = secret
      // The control API may have opened it by the token itself, which is no name to show.
      if isToken, account.name.utf8.elementsEqual(key) {
        byName[account.name] = nil
        account.name = Self.name(ofToken: key)
        byName[account.name] = account.number
      }
    }
    return account
  }

  private mutating func find(key: [UInt8], isToken: Bool) -> Account? {
    if let number = byKey[ByteKey(key)] { return take(number) }
    // The control API may have opened it by its public name.
    guard isToken, let number = byName[Self.name(ofToken: key)], var account = take(number) else {
      return nil
    }
    byKey[ByteKey(key)] = number
    account.keys.append(key)
    return account
  }

  private mutating func make(key: [UInt8], isToken: Bool, seed: UInt64) -> Account {
    lastNumber += 1
    let name = isToken ? Self.name(ofToken: key) : String(decoding: key, as: UTF8.self)
    byKey[ByteKey(key)] = lastNumber
    byName[name] = lastNumber
    return Account(number: lastNumber, key: key, name: name, seed: seed)
  }

  private static func name(ofToken token: [UInt8]) -> String {
    let digest = Hex.encode(Array(SHA256.hash(token).prefix(6)))
    return "token-" + String(decoding: digest, as: UTF8.self)
  }

  /// Removes the account that has been idle longest, if there are more than `limit`.
  mutating func evict(limit: Int) -> Account? {
    guard idle.count > max(1, limit), let number = idle.popFirst() else { return nil }
    return remove(number)
  }

  private mutating func remove(_ number: Int) -> Account? {
    guard let account = byNumber.removeValue(forKey: number) else { return nil }
    idle.remove(number)
    for key in account.keys.map(ByteKey.init) where byKey[key] == number { byKey[key] = nil }
    if byName[account.name] == number { byName[account.name] = nil }
    return account
  }
}
