package import VerifyMockHTTP
import VerifyMockJSON

/// The mock itself: every provider's behaviour over the state of every account.
///
/// A value without I/O, clock or randomness of its own: `(request, now) -> (response, actions)`. A
/// copy goes its own way; neither sees what becomes of the other.
package struct Engine: Sendable {
  package internal(set) var catalogue: Catalogue
  package let options: EngineOptions
  package internal(set) var accounts = Accounts()
  package internal(set) var verifications: VerificationStore
  package internal(set) var journal: Journal
  package internal(set) var inbox: Inbox
  package internal(set) var callbacks: CallbackLog
  package internal(set) var evictions = Evictions()
  /// What was chosen for the server, by the position of the provider.
  package internal(set) var settings: [Setting]
  /// The scenarios that magic digits stand for, as far as they were asked for, by provider.
  var magicBehaviours: [[Int: Behaviour]]
  /// The behaviours that requests named in their header, by provider, quirks and name.
  var headerBehaviours: [String: Behaviour] = [:]
  /// The server's clock: real time until it is moved or stopped.
  package internal(set) var clock = AccountClock()
  /// What will happen by itself.
  var timeline = Timeline()
  /// What happened during advances that have arrived and were not reported yet, by account.
  var arrived: [Int: [String]] = [:]
  /// What I/O has to do next; the caller takes it.
  package var actions: [Action] = []
  /// The accounts of which a callback has ended or lets the clock go on; the caller takes them.
  package var wokenAccounts: Set<Int> = []
  /// Identifiers of requests that name no account.
  var generator: SeededGenerator
  /// Storage that every response check uses again.
  var responseTape = JSONTape()

  /// What the engine asks its I/O to do.
  package enum Action: Sendable {
    case deliver(CallbackRequest)
  }

  /// Starts with every provider of a catalogue.
  package init(catalogue: Catalogue, options: EngineOptions) {
    self.catalogue = catalogue
    self.options = options
    verifications = VerificationStore(limit: options.bounds.verifications)
    journal = Journal(bounds: options.bounds)
    inbox = Inbox(limit: options.bounds.messages)
    callbacks = CallbackLog(limit: options.bounds.messages)
    settings = catalogue.providers.map {
      Setting(behaviour: Behaviour(provider: $0, scenario: nil, origin: .none), quirks: [])
    }
    magicBehaviours = catalogue.providers.map { _ in [:] }
    generator = SeededGenerator(seed: options.seed, part: "requests".utf8)
  }

  /// Stops the clock when the options say so; to be called once with the time of the start.
  package mutating func begin(at server: Instant) {
    if options.isFrozen { clock.freeze(true, server: server) }
  }

  /// The time of an account; without one, and of one that is not known, the server's.
  package func now(_ account: Int?, server: Instant) -> Instant {
    let time = clock.now(server)
    return account.flatMap { accounts[$0] }?.clock.now(time) ?? time
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
    let incoming = IncomingRequest(request, server: server, client: client)
    var exchange = Exchange(request, incoming.fields, time: server)
    let reply = answer(incoming, &exchange, into: &response)
    evictions.exchanges += journal.append(consume exchange)
    return reply
  }

  /// Enters a message that was refused before it became a request into the journal.
  ///
  /// - Parameters:
  ///   - request: what was read of it; the method is empty when it is not known.
  ///   - response: what it was answered.
  package mutating func enter(
    _ refusal: HTTPRefusal, request: HTTPRequestView, server: Instant, response: HTTPResponse
  ) {
    var exchange = Exchange(request, RequestFields(request), time: server)
    exchange.refusal = refusal
    exchange.reason = refusal.reason
    exchange.record(response)
    evictions.exchanges += journal.append(exchange)
  }

  /// Enters a request that is not served here, with the answer that refused it.
  ///
  /// - Parameter isForeign: whether it is for another host.
  package mutating func enter(
    unserved request: HTTPRequestView, isForeign: Bool, at time: Instant, reason: String,
    response: HTTPResponse
  ) {
    var exchange = Exchange(request, RequestFields(request), time: time)
    exchange.isForeign = isForeign
    exchange.reason = reason
    exchange.record(response)
    evictions.exchanges += journal.append(exchange)
  }

  /// Stores a new or changed verification; what has to go for it is counted.
  mutating func store(_ one: Verification, _ account: inout Account) {
    guard let evicted = verifications.put(one) else { return }
    evictions.verifications += 1
    if evicted.owner.account == account.number {
      account.evictedVerifications += 1
    } else {
      accounts.update(evicted.owner.account) { $0.evictedVerifications += 1 }
    }
  }

  /// Brings an account back that was taken out, and evicts the longest idle one if there are too
  /// many.
  mutating func putBack(_ account: consuming Account) {
    let number = account.number
    accounts.put(account)
    while let evicted = accounts.evict(limit: options.bounds.accounts) {
      evictions.accounts += 1
      removeState(of: evicted.number)
    }
    reschedule(number)
    removeStaleEvents()
  }

  /// Removes what belongs to an account, except the account itself, its messages and exchanges.
  mutating func removeState(of account: Int) {
    verifications.removeAll(account: account, providers: catalogue.providers.count)
    timeline.removeAll(account: account)
    callbacks.removeAll(account: account)
    arrived[account] = nil
  }
}
