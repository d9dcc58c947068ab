package import VerifyMockHTTP
import VerifyMockJSON

/// The mock itself: every provider's behaviour over the state of every account.
///
/// A value without I/O, clock or randomness of its own: `(request, now) -> (response, actions)`.
package struct Engine: Sendable {
  package internal(set) var catalogue: Catalogue
  package let options: EngineOptions
  package internal(set) var journal = Journal()
  package internal(set) var inbox = Inbox()
  package internal(set) var accounts: [Account] = []
  var accountIndex: [[UInt8]: Int] = [:]
  var knownCredentials = KnownCredentials()
  /// By the position of the provider.
  package internal(set) var settings: [Setting]
  /// The scenario that a magic digit brings, by provider; nil where it can't be played.
  var magicScenarios: [[Int: Governing]]
  /// The server's clock: real time until it is moved or stopped.
  package internal(set) var clock = AccountClock()
  /// Identifiers of requests that name no account.
  var generator: SeededGenerator
  var arguments = Arguments()
  var responseTape = JSONTape()
  /// What is being written: storage that every request uses again.
  var output = ScratchBuffer<UInt8>(capacity: 1024)
  var captures = RouteCaptures()
  /// What happened during advances that have arrived and are not answered yet.
  var arrived: [Int: [String]] = [:]
  /// What callbacks wait for, in order of time.
  var timeline = Timeline()
  package internal(set) var callbacks = CallbackLog()
  /// What I/O has to do next; the caller takes it.
  package var actions: [Action] = []
  /// Governing settings that a request's header named, by provider and name.
  var headerSettings: [String: Governing] = [:]

  /// What the engine asks its I/O to do.
  package enum Action: Sendable {
    case deliver(CallbackRequest)
  }

  /// Starts with every provider of a catalogue.
  package init(catalogue: Catalogue, options: EngineOptions) {
    self.catalogue = catalogue
    self.options = options
    settings = catalogue.providers.map {
      Setting(
        governing: Governing(provider: $0, scenario: nil, origin: .none), quirks: [])
    }
    magicScenarios = catalogue.providers.map { _ in [:] }
    generator = SeededGenerator(seed: options.seed, part: "requests".utf8)
  }

  /// Stops the clock when the options say so; to be called once with the time of the start.
  package mutating func begin(at server: Instant) {
    if options.isFrozen { clock.freeze(true, server: server) }
  }

  /// The time of an account; without one the server's.
  package func now(_ account: Int?, server: Instant) -> Instant {
    let time = clock.now(server)
    guard let account else { return time }
    return accounts[account].clock.now(time)
  }

  /// Answers one request.
  ///
  /// - Parameters:
  ///   - server: real time.
  ///   - client: the address of the client, without its port.
  package mutating func handle(
    _ request: HTTPRequestView, server: Instant, client: [UInt8],
    into response: inout HTTPResponse
  ) -> Reply {
    var handling = Handling(request: request, server: server, client: client)
    run(&handling, into: &response)
    finish(&handling, into: &response)
    let reply = handling.reply
    var exchange = Exchange(time: server)
    swap(&exchange, &handling.exchange)
    journal.append(exchange)
    return reply
  }

  /// The account of a credential, made on first use.
  mutating func account(key: [UInt8], secret: [UInt8], isToken: Bool) -> Int {
    if let index = accountIndex[key] {
      if accounts[index].secret != secret {
        accounts[index].secret = secret
        // The control API may have opened it by the token itself, which is no name to show.
        if isToken { accounts[index].name = Self.tokenName(key) }
      }
      return index
    }
    let name = isToken ? Self.tokenName(key) : String(decoding: key, as: UTF8.self)
    if isToken, let index = accountIndex[Array(name.utf8)] {
      // The control API has opened it by its public name: what was set there holds.
      accounts[index].secret = secret
      accountIndex[key] = index
      return index
    }
    let index = accounts.count
    var generator = SeededGenerator(seed: options.seed, part: key)
    let uuid = IdentifierPattern.uuid.draw(from: &generator)
    accounts.append(
      Account(
        key: key, name: name, uuid: uuid, secret: secret, generator: generator,
        stores: catalogue.providers.map { _ in VerificationStore() },
        settings: catalogue.providers.map { _ in nil },
        isPrepared: catalogue.providers.map { _ in false }))
    accountIndex[key] = index
    return index
  }

  private static func tokenName(_ token: [UInt8]) -> String {
    let digest = Hex.encode(Array(SHA256.hash(token).prefix(6)))
    return "token-" + String(decoding: digest, as: UTF8.self)
  }

  /// The position of an account by its public name.
  package func account(named name: String) -> Int? {
    accounts.firstIndex { $0.name == name }
  }

  /// What governs a provider for an account.
  func governing(_ provider: Int, account: Int?) -> Governing {
    if let account, let setting = accounts[account].settings[provider] { return setting.governing }
    return settings[provider].governing
  }
}
