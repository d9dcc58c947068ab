import VerifyMockCore
import VerifyMockJSON
import VerifyMockNetwork
package import VerifyMockTLS

extension MockServer {
  /// The version of this package.
  public static let version = "0.1.0"

  /// Starts a server without waiting for anything: it listens when this returns.
  package static func launch(
    _ configuration: Configuration
  ) throws(MockServerError) -> MockServer {
    // The one place where text from outside is made safe for the log.
    let log: @Sendable (String) -> Void = { [log = configuration.log] in log?($0.visible()) }
    let notice: @Sendable (String) -> Void = { [notice = configuration.notice ?? log] in
      notice($0.visible())
    }
    let catalogue = try SharedCatalogue.with(folders: configuration.folders, skipping: notice)
    let seed = configuration.seed ?? UInt64.random(in: 0...UInt64.max >> 12)
    var engine = Engine(catalogue: catalogue, options: try options(configuration, seed: seed))
    let start = Instant(nanoseconds: MonotonicTime.wallNow())
    engine.begin(at: start)
    try apply(configuration, to: &engine, at: start)
    var guardian = ControlGuard()
    if let token = configuration.controlToken { guardian.token = try ControlToken(token) }
    guardian.allowedHosts = configuration.allowedHosts
    var application = MockApplication(
      engine: engine, control: ControlAPI(version: version, initial: engine.settings),
      guardian: guardian, callbackHosts: configuration.callbackHosts,
      proxy: ProxyRules(
        served: catalogue.providers.flatMap(\.hosts), passed: configuration.passedHosts,
        own: configuration.allowedHosts),
      security: configuration.security, start: start,
      log: log)
    application.trust = configuration.trust
    if !configuration.folders.isEmpty {
      let watch = FolderWatch(folders: configuration.folders, now: .now())
      application.watch = watch
      application.nextDeadline = watch.next
    }
    guard let port = UInt16(exactly: configuration.port) else {
      throw MockServerError("\(configuration.port) is no port: it is 0 to 65535")
    }
    var loopConfiguration = LoopConfiguration(hosts: configuration.hosts, port: port)
    loopConfiguration.maxConnections = configuration.maxConnections
    loopConfiguration.maxBufferedBytes = configuration.maxBufferedBytes
    if configuration.isSecure {
      let own =
        ["localhost", "127.0.0.1", "::1"] + configuration.allowedHosts
        + (configuration.hosts ?? []).filter { SocketAddress(literal: $0, port: 0) != nil }
      loopConfiguration.security = try configuration.security.context(
        own: own, hosts: application.proxy.served)
    }
    let loop: EventLoop<MockApplication>
    do throws(ListenError) {
      loop = try EventLoop.start(application, configuration: loopConfiguration)
    } catch {
      throw MockServerError(error.description, .cannotListen)
    }
    let bound = Int(loop.port)
    let host = loop.addresses.first.map { $0.host } ?? "127.0.0.1"
    let reachable = host == "0.0.0.0" || host == "::" ? "127.0.0.1" : host
    let scheme = configuration.isSecure ? "https" : "http"
    let url = "\(scheme)://\(reachable.contains(":") ? "[\(reachable)]" : reachable):\(bound)"
    var environment = ["VERIFY_MOCK_URL": url]
    for provider in catalogue.providers {
      for (name, value) in provider.environment { environment[name] = value }
    }
    return MockServer(
      url: url, port: bound, environment: environment, loop: loop, catalogue: catalogue,
      seed: seed, token: configuration.controlToken, addresses: loop.addresses.map(\.host))
  }

  private static func options(
    _ configuration: Configuration, seed: UInt64
  ) throws(MockServerError) -> EngineOptions {
    var options = EngineOptions(seed: seed)
    if let code = configuration.code {
      guard !code.isEmpty, code.utf8.count <= 32,
        code.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
      else { throw MockServerError("a pinned code has 1 to 32 letters or digits") }
      options.code = Array(code.utf8)
    }
    switch configuration.limits {
    case .documented: options.limits = .documented
    case .all: options.limits = .all
    case .none: options.limits = .none
    }
    options.isMagicOn = configuration.hasMagicRecipients
    options.isFrozen = configuration.isClockFrozen
    options.bounds = try configuration.bounds.checked()
    if let text = configuration.requiredCredentials {
      guard let colon = text.firstIndex(of: ":") else {
        throw MockServerError("required credentials are ID:SECRET, with a colon between them")
      }
      options.requiredCredentials = (
        Array(text[..<colon].utf8), Array(text[text.index(after: colon)...].utf8)
      )
    }
    return options
  }

  private static func apply(
    _ configuration: Configuration, to engine: inout Engine, at start: Instant
  ) throws(MockServerError) {
    let ids = engine.catalogue.providers.map(\.id)
    for quirk in configuration.quirks {
      let known = engine.catalogue.providers.flatMap { $0.quirks.map(\.name) }
      guard known.contains(quirk) else {
        throw MockServerError(
          UnknownName("quirk", quirk, known: Array(Set(known)).sorted()).description)
      }
    }
    func quirks(of provider: Int) -> [String] {
      configuration.quirks.filter { name in
        engine.catalogue.providers[provider].quirks.contains { $0.name == name }
      }
    }
    do throws(DocumentErrors) {
      if !configuration.quirks.isEmpty {
        for provider in ids.indices where !quirks(of: provider).isEmpty {
          try engine.use(
            scenario: nil, quirks: quirks(of: provider), provider: provider, account: nil,
            server: start)
        }
      }
      for name in configuration.scenarios {
        for provider in try engine.catalogue.providers(playing: name) {
          try engine.use(
            scenario: name, quirks: quirks(of: provider), provider: provider, account: nil,
            server: start)
        }
      }
    } catch {
      throw MockServerError(
        error.errors.map { one in one.what + (one.hint.map { "; \($0)" } ?? "") }
          .joined(separator: "\n"))
    }
  }
}

extension MockServer {
  package var providerIDs: [String] { catalogue.providers.map(\.id) }

  /// A scenario's name, for messages.
  package var exampleScenario: String { BundledNames.scenario(of: catalogue) }

  /// Stops and waits on the calling thread, for a process that is about to end.
  package func stopAndWait() {
    loop.stopAndWait()
  }
}

/// Names out of the documents, for help and messages.
package enum BundledNames {
  /// The first scenario of the bundled documents.
  package static var scenario: String {
    documents.map(scenario) ?? "provider/scenario"
  }

  package static var providers: [String] { documents.map { $0.providers.map(\.id) } ?? [] }

  /// Every scenario as `provider/scenario`.
  package static var scenarios: [String] {
    guard let documents else { return [] }
    return documents.providers.enumerated().flatMap { index, provider in
      documents.scenarioNames(of: index).map { provider.id + "/" + $0 }
    }
  }

  package static var quirks: [String] {
    Set(documents?.providers.flatMap { $0.quirks.map(\.name) } ?? []).sorted()
  }

  private static var documents: Catalogue? { try? SharedCatalogue.bundled.get() }

  static func scenario(of catalogue: Catalogue) -> String {
    guard let provider = catalogue.providers.last else { return "provider/scenario" }
    let names = catalogue.scenarioNames(of: catalogue.providers.count - 1)
    return provider.id + "/" + (names.last ?? "scenario")
  }
}

extension MockServer {
  /// How a server starts; the defaults suit a test.
  public struct Configuration: Sendable {
    /// Which limits refuse requests.
    public enum Limits: String, Sendable, CaseIterable {
      /// The limits that the providers' documents name.
      case documented
      /// Those that are only assumed, too.
      case all
      /// None.
      case none
    }

    /// Scenarios active from the start, as `provider/scenario`; a later one of the same provider
    /// replaces an earlier one.
    public var scenarios: [String] = []

    /// Quirks active from the start: other documented spellings, by name.
    public var quirks: [String] = []

    /// Folders whose documents are added to the bundled ones or replace them.
    public var folders: [String] = []

    /// The addresses to listen on; nil for 127.0.0.1 and ::1.
    public var hosts: [String]?

    /// The port to listen on; 0 for one that is free.
    public var port: Int = 0

    /// The code that every verification gets; nil for random ones.
    public var code: String?

    /// The seed of every random choice; nil for one of the moment.
    public var seed: UInt64?

    /// Whether the clock stands still until it is advanced.
    public var isClockFrozen = false

    /// Which limits refuse requests.
    public var limits = Limits.documented

    /// Whether recipients `+1 NPA 555 0110` to `0199` bring a scenario with them.
    public var hasMagicRecipients = false

    /// The only credentials that are taken, as `id:secret`; nil for all that are well formed.
    public var requiredCredentials: String?

    /// What opens the control API to other machines; nil for none.
    public var controlToken: String?

    /// Host names that the control API is known by, besides the loopback ones.
    public var allowedHosts: [String] = []

    /// Hosts that callbacks may go to, besides this machine.
    public var callbackHosts: [String] = []

    /// Hosts that requests are passed on to when the server is used as a proxy; those that the
    /// providers' documents name are answered here, and all others are refused.
    public var passedHosts: [String] = []

    /// Whether the port speaks TLS, with a certificate of ``security``.
    package var isSecure = false

    /// What clients over TLS are shown.
    package var security = ServingSecurity()

    /// Whom servers of callbacks have to prove themselves to.
    package var trust = TLSTrust.system

    /// Connections beyond these are refused with a 503.
    public var maxConnections = 10_000

    /// How many bytes requests that have not come whole may take, over all connections; the one that
    /// goes beyond it is refused with a 503. The first 16 KiB of each connection don't count.
    public var maxBufferedBytes = 64 << 20

    /// How much the server keeps before it evicts.
    public var bounds = Bounds()

    /// Takes the lines of the log, masked and without control characters; nil for none.
    ///
    /// Called on the server's thread, which answers no request until it returns.
    public var log: (@Sendable (String) -> Void)?

    /// Takes what a person should know of the start, such as a document that was skipped; nil for
    /// ``log``.
    package var notice: (@Sendable (String) -> Void)?

    /// The defaults.
    public init() {}
  }
}
