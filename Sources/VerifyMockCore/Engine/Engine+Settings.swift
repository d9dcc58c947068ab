extension Engine {
  /// Puts a scenario, quirks or both in force for an account, or for the server without one.
  ///
  /// They hold for later sends and for what concerns no verification; verifications that exist
  /// stay with what governed their send.
  ///
  /// - Parameters:
  ///   - name: `provider/name`; nil for the truth.
  ///   - provider: whose settings they are; nil for every provider's when there is no name.
  package mutating func use(
    scenario name: String?, quirks: [String], provider: Int, account: Int?, server: Instant
  ) throws(DocumentErrors) {
    let origin: Governing.Origin = account == nil ? .server : .account
    let governing: Governing
    if let name {
      let scenario = try catalogue.scenario(named: name, provider: provider, quirks: quirks)
      governing = Governing(provider: scenario.provider, scenario: scenario, origin: origin)
    } else {
      governing = Governing(
        provider: try catalogue.provider(provider, quirks: quirks), scenario: nil,
        origin: quirks.isEmpty ? .none : origin)
    }
    put(Setting(governing: governing, quirks: quirks), provider, account, server)
  }

  /// Puts a scenario in force that stands in no file.
  package mutating func use(
    _ scenario: Scenario, provider: Int, account: Int?, server: Instant
  ) {
    let origin: Governing.Origin = account == nil ? .server : .account
    put(
      Setting(
        governing: Governing(provider: scenario.provider, scenario: scenario, origin: origin),
        quirks: []), provider, account, server)
  }

  private mutating func put(
    _ setting: Setting, _ provider: Int, _ account: Int?, _ server: Instant
  ) {
    magicScenarios[provider] = [:]
    guard let account else {
      settings[provider] = setting
      for index in accounts.indices {
        accounts[index].stepUses = accounts[index].stepUses.filter {
          $0.key.scenario != setting.governing.scenario?.name
        }
      }
      return
    }
    accounts[account].settings[provider] = setting
    accounts[account].stepUses = accounts[account].stepUses.filter {
      $0.key.scenario != setting.governing.scenario?.name
    }
    if accounts[account].isPrepared[provider], let scenario = setting.governing.scenario {
      prepare(
        scenario.given, account, provider, setting.governing,
        now: now(account, server: server))
    }
  }

  /// The account of a public name or credential id, made when there is none yet.
  package mutating func openAccount(named name: String) -> Int {
    account(named: name) ?? account(key: Array(name.utf8), secret: [], isToken: false)
  }

  /// The account that a credential names, made when there is none yet.
  package mutating func openAccount(token: [UInt8]) -> Int {
    account(key: token, secret: token, isToken: true)
  }

  /// Pins the code of later verifications, or lets them be drawn again.
  package mutating func pinCode(_ code: [UInt8]?, account: Int) {
    accounts[account].pinnedCode = code
  }

  package mutating func setMagic(_ isOn: Bool, account: Int) {
    accounts[account].magic = isOn
  }

  /// Takes an account, or everything, back to the start: state, inbox, journal, clock, scenario.
  package mutating func reset(account: Int?, initial: [Setting]) {
    guard let account else {
      accounts = []
      accountIndex = [:]
      knownCredentials.removeAll()
      journal = Journal()
      inbox = Inbox()
      settings = initial
      clock = AccountClock()
      timeline = Timeline()
      callbacks = CallbackLog()
      headerSettings = [:]
      generator = SeededGenerator(seed: options.seed, part: "requests".utf8)
      return
    }
    let old = accounts[account]
    var fresh = SeededGenerator(seed: options.seed, part: old.key)
    _ = IdentifierPattern.uuid.draw(from: &fresh)
    accounts[account] = Account(
      key: old.key, name: old.name, uuid: old.uuid, secret: old.secret, generator: fresh,
      stores: catalogue.providers.map { _ in VerificationStore() },
      settings: catalogue.providers.map { _ in nil },
      isPrepared: catalogue.providers.map { _ in false })
    journal.removeAll { $0.account == account }
    inbox.removeAll { $0.account == account }
    timeline.removeAll(account: account)
    callbacks.deliveries.removeAll { $0.account == account }
  }

  package mutating func clearJournal(account: Int?) {
    journal.removeAll { account == nil || $0.account == account }
  }

  package mutating func clearInbox(account: Int?) {
    inbox.removeAll { account == nil || $0.account == account }
  }
}

extension Engine {
  package func setting(_ provider: Int, account: Int) -> Setting? {
    accounts[account].settings[provider]
  }

  package func stores(of account: Int) -> [VerificationStore] {
    accounts[account].stores
  }

  /// The account that a credential names, if it has called: a token, an id, or `id:secret`.
  package func account(credential: String) -> Int? {
    let bytes = Array(credential.utf8)
    if let index = accountIndex[bytes] { return index }
    return accountIndex[Array(bytes.prefix { $0 != UInt8(ascii: ":") })]
  }

  /// The secrets that an exchange may show: the account's own, and the key of one that is a token.
  package func secrets(of exchange: Exchange) -> [[UInt8]] {
    guard let index = exchange.account, accounts.indices.contains(index) else { return [] }
    return accounts[index].secret.isEmpty ? [] : [accounts[index].secret]
  }

  package func verification(_ id: [UInt8], account: Int, provider: Int) -> Verification? {
    accounts[account].stores[provider].verification(id: id)
  }

  /// Creates a verification as a document describes it.
  ///
  /// - Returns: its id.
  package mutating func createVerification(
    _ file: SourceFile, provider: Int, account: Int, server: Instant
  ) throws(DocumentErrors) -> [UInt8] {
    let governing = governing(provider, account: account)
    let source = try SourceText(reading: file)
    let reader = DocumentReader(source)
    let rules = governing.provider.verification
    let given = GivenReader(
      keptNames: rules.keptNames, channels: governing.provider.channels.map(\.name)
    ).verification(source.root, reader, otherKeys: ["provider"])
    guard let given, reader.errors.isEmpty else { throw DocumentErrors(reader.errors) }
    return insert(
      given, account, provider, governing, rules, now: now(account, server: server))
  }
}
