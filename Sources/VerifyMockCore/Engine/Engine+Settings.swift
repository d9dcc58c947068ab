import VerifyMockHTTP

// What the control API and the façade change.
extension Engine {
  /// Chooses a scenario, quirks or both for an account, or for the server without one.
  ///
  /// They apply to later sends and to what concerns no verification; verifications that exist
  /// stay with what applied at their send.
  ///
  /// - Parameter name: `provider/name`; nil for the default behaviour.
  package mutating func use(
    scenario name: String?, quirks: [String], provider: Int, account: Int?, server: Instant
  ) throws(DocumentErrors) {
    let origin: Behaviour.Origin = account == nil ? .server : .account
    let behaviour: Behaviour
    if let name {
      let scenario = try catalogue.scenario(named: name, provider: provider, quirks: quirks)
      behaviour = Behaviour(provider: scenario.provider, scenario: scenario, origin: origin)
    } else {
      behaviour = Behaviour(
        provider: try catalogue.provider(provider, quirks: quirks), scenario: nil,
        origin: quirks.isEmpty ? .none : origin)
    }
    choose(Setting(behaviour: behaviour, quirks: quirks), provider, account, server)
  }

  /// Chooses a scenario that stands in no file.
  package mutating func use(
    _ scenario: Scenario, provider: Int, account: Int?, server: Instant
  ) {
    let behaviour = Behaviour(
      provider: scenario.provider, scenario: scenario, origin: account == nil ? .server : .account)
    choose(Setting(behaviour: behaviour, quirks: []), provider, account, server)
  }

  private mutating func choose(
    _ setting: Setting, _ provider: Int, _ account: Int?, _ server: Instant
  ) {
    magicBehaviours[provider] = [:]
    let scenario = setting.behaviour.scenario
    guard let account else {
      settings[provider] = setting
      for number in accounts.numbers {
        accounts.update(number) { if let scenario { $0.stepCounts.removeAll(of: scenario.name) } }
      }
      return
    }
    guard var chosen = accounts.take(account) else { return }
    chosen.settings[provider] = setting
    if let scenario {
      chosen.stepCounts.removeAll(of: scenario.name)
      if chosen.prepared.contains(provider) {
        let now = chosen.clock.now(clock.now(server))
        prepare(scenario.given, provider, setting.behaviour, &chosen, now: now)
      }
    }
    putBack(chosen)
  }

  /// What was chosen for an account; nil where the server's setting applies.
  package func setting(_ provider: Int, account: Int) -> Setting? {
    accounts[account]?.settings[provider]
  }

  // MARK: Accounts

  /// The account of a public name; nil when there is none.
  package func account(named name: String) -> Int? { accounts.number(named: name) }

  /// The account that a credential names, if it has called: a token, an id, or `id:secret`.
  package func account(credential: String) -> Int? {
    let bytes = Array(credential.utf8)
    return accounts.number(key: bytes)
      ?? accounts.number(key: Array(bytes.prefix { $0 != UInt8(ascii: ":") }))
  }

  /// The account of a public name or credential id, made when there is none yet.
  package mutating func openAccount(named name: String) -> Int {
    account(named: name) ?? open(key: Array(name.utf8), secret: [], isToken: false)
  }

  /// The account that a token names, made when there is none yet.
  package mutating func openAccount(token: [UInt8]) -> Int {
    open(key: token, secret: token, isToken: true)
  }

  private mutating func open(key: [UInt8], secret: [UInt8], isToken: Bool) -> Int {
    let account = accounts.take(key: key, secret: secret, isToken: isToken, seed: options.seed)
    putBack(account)
    return account.number
  }

  /// Pins the code of later verifications, or has them drawn again.
  package mutating func pinCode(_ code: [UInt8]?, account: Int) {
    accounts.update(account) { $0.pinnedCode = code }
  }

  package mutating func setMagic(_ isOn: Bool, account: Int) {
    accounts.update(account) { $0.magic = isOn }
  }

  /// Takes an account, or everything, back to the start: state, inbox, journal, clock, scenario.
  package mutating func reset(account: Int?, initial: [Setting]) {
    guard let account else {
      let evictions = evictions
      self = Engine(catalogue: catalogue, options: options)
      self.evictions = evictions
      settings = initial
      return
    }
    accounts.reset(account, seed: options.seed)
    removeState(of: account)
    clearJournal(account: account)
    clearInbox(account: account)
  }

  package mutating func clearJournal(account: Int?) {
    journal.removeAll { account == nil || $0.account == account }
  }

  package mutating func clearInbox(account: Int?) {
    inbox.removeAll { account == nil || $0.account == account }
  }

  /// Creates a verification as a document describes it.
  package mutating func createVerification(
    _ file: SourceFile, provider: Int, account: Int, server: Instant
  ) throws(DocumentErrors) -> Verification {
    let source = try SourceText(reading: file)
    guard var account = accounts.take(account) else {
      throw DocumentErrors([DocumentError(Place(file: file.name), "its account was evicted")])
    }
    defer { putBack(account) }
    let behaviour = behaviour(of: provider, account)
    let reader = DocumentReader(source)
    let rules = behaviour.provider.verification
    let given = GivenReader(
      keptNames: rules.keptNames, channels: behaviour.provider.channels.map(\.name)
    ).verification(source.root, reader, otherKeys: ["provider"])
    guard let given, reader.errors.isEmpty else { throw DocumentErrors(reader.errors) }
    return insert(
      given, provider, behaviour, &account, now: account.clock.now(clock.now(server)))
  }

  // MARK: Other documents

  /// Goes on with other documents: state stays, settings are read anew.
  ///
  /// Verifications that exist stay with what applied at their send.
  ///
  /// - Parameter initial: the settings of the start.
  /// - Returns: the settings of the start, read anew.
  /// - Throws: what is wrong with a chosen scenario or quirk in the new documents; the old ones
  ///   then stay.
  package mutating func adopt(
    _ catalogue: Catalogue, initial: [Setting]
  ) throws(DocumentErrors) -> [Setting] {
    let old = self.catalogue.providers.map(\.id)
    let sources = catalogue.providers.map { old.firstIndex(of: $0.id) }
    let server = try renewed(settings, sources, catalogue)
    let start = try renewed(initial, sources, catalogue)
    var own: [Int: [Int: Setting]] = [:]
    for number in accounts.numbers {
      for (index, source) in sources.enumerated() {
        guard let source, let setting = accounts[number]?.settings[source] else { continue }
        own[number, default: [:]][index] = try renewed(setting, index, catalogue)
      }
    }
    self.catalogue = catalogue
    settings = server
    magicBehaviours = catalogue.providers.map { _ in [:] }
    headerBehaviours = [:]
    for number in accounts.numbers {
      accounts.update(number) { account in
        let (numbers, prepared) = (account.numbers, account.prepared)
        account.settings = own[number] ?? [:]
        account.windows = [:]
        account.numbers = [:]
        account.prepared = []
        for (index, source) in sources.enumerated() {
          guard let source else { continue }
          account.numbers[index] = numbers[source]
          if prepared.contains(source) { account.prepared.insert(index) }
        }
      }
    }
    if sources != old.indices.map(Optional.some) {
      verifications.moveProviders { sources.firstIndex(of: $0) }
    }
    return start
  }

  private func renewed(
    _ settings: [Setting], _ sources: [Int?], _ catalogue: Catalogue
  ) throws(DocumentErrors) -> [Setting] {
    var result: [Setting] = []
    for (index, source) in sources.enumerated() {
      if let source {
        result.append(try renewed(settings[source], index, catalogue))
      } else {
        let behaviour = Behaviour(
          provider: catalogue.providers[index], scenario: nil, origin: .none)
        result.append(Setting(behaviour: behaviour, quirks: []))
      }
    }
    return result
  }

  private func renewed(
    _ setting: Setting, _ index: Int, _ catalogue: Catalogue
  ) throws(DocumentErrors) -> Setting {
    let origin = setting.behaviour.origin
    guard let scenario = setting.behaviour.scenario else {
      let provider = try catalogue.provider(index, quirks: setting.quirks)
      return Setting(
        behaviour: Behaviour(provider: provider, scenario: nil, origin: origin),
        quirks: setting.quirks)
    }
    let name = String(scenario.name.drop { $0 != "/" }.dropFirst())
    // A scenario that stood in a request's body stands in no file: it stays as it is.
    guard catalogue.source(ofScenario: name, provider: index) != nil else { return setting }
    let read = try catalogue.scenario(named: name, provider: index, quirks: setting.quirks)
    return Setting(
      behaviour: Behaviour(provider: read.provider, scenario: read, origin: origin),
      quirks: setting.quirks)
  }
}
