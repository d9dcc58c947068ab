import VerifyMockCore
import VerifyMockHTTP
import VerifyMockNetwork

/// A mock of phone-verification APIs that answers on this machine until it is stopped.
///
/// Every server has its own port, thread and state. Servers share the compiled documents, so
/// starting one takes a fraction of a millisecond. All calls are safe from any task.
///
/// ```swift
/// let mock = try await MockServer.start("provider/scenario")
/// // … let the code under test talk to mock.url …
/// let code = try await mock.inbox.code(for: "+14155550100", within: .seconds(2))
/// await mock.stop()
/// ```
public final class MockServer: Sendable {
  /// The base URL without a final slash: `http://127.0.0.1:53124`.
  public let url: String

  /// The port that the server listens on.
  public let port: Int

  /// The fake credentials of all providers by their usual variable names, and `VERIFY_MOCK_URL`.
  ///
  /// Any other well-formed credentials are accepted too; each account has its own state.
  public let environment: [String: String]

  /// Who ``environment`` makes the code under test: its credentials, provider by provider.
  public let account: MockAccount

  /// The server that this is an account's view of; nil for the server itself.
  let owner: MockServer?

  /// Whether requests, inbox, clock and scenario are those of ``account`` alone.
  let isAccountOnly: Bool

  /// Takes what an expectation finds wrong; nil where it is thrown instead.
  package let report: MockReport?

  let loop: EventLoop<MockApplication>
  let catalogue: Catalogue
  package let seed: UInt64
  package let token: String?
  package let addresses: [String]

  init(
    url: String, port: Int, environment: [String: String], loop: EventLoop<MockApplication>,
    catalogue: Catalogue, seed: UInt64, token: String?, addresses: [String],
    account: MockAccount? = nil, owner: MockServer? = nil, isAccountOnly: Bool = false,
    report: MockReport? = nil
  ) {
    self.url = url
    self.port = port
    self.environment = environment
    self.account = account ?? MockAccount(of: catalogue)
    self.owner = owner
    self.isAccountOnly = isAccountOnly
    self.report = report
    self.loop = loop
    self.catalogue = catalogue
    self.seed = seed
    self.token = token
    self.addresses = addresses
  }

  deinit {
    // A view keeps its server alive, and never ends it.
    if owner == nil { loop.requestStop() }
  }

  /// Starts a server on a free port of 127.0.0.1 and ::1.
  ///
  /// - Parameters:
  ///   - scenario: `provider/scenario`, active for every account; nil for the default behaviour.
  ///   - configuration: everything else; the defaults suit a test.
  /// - Throws: ``MockServerError`` when the scenario does not exist or no port can be had.
  public static func start(
    _ scenario: String? = nil, configuration: Configuration = Configuration()
  ) async throws(MockServerError) -> MockServer {
    var configuration = configuration
    if let scenario { configuration.scenarios.append(scenario) }
    return try launch(configuration)
  }

  /// Stops the server: it accepts nothing more, finishes what is under way for at most a second,
  /// and closes. Calls that wait are resumed with an error; stopping twice does nothing, and so does
  /// stopping an account's view of a server that others share.
  public func stop() async {
    guard !isAccountOnly else { return }
    await loop.stop()
  }

  /// The messages that were delivered.
  public var inbox: Inbox { Inbox(server: self) }

  /// The time that codes and sessions live by.
  public var clock: Clock { Clock(server: self) }

  /// The error of a call on a server that has been stopped.
  static let stopped = MockServerError(
    "the mock server has been stopped; start another one with MockServer.start()",
    .stopped)

  /// Runs `body` on the server's thread and returns its result.
  func ask<R: Sendable>(
    _ body: @escaping @Sendable (inout MockApplication, inout LoopContext) -> R
  ) async throws(MockServerError) -> R {
    let result: Result<R, MockServerError> = await withCheckedContinuation { continuation in
      loop.perform { application, context in
        let value = body(&application, &context)
        application.finishRound(&context, Instant(nanoseconds: context.wallNow))
        continuation.resume(returning: .success(value))
      } ifStopped: {
        continuation.resume(returning: .failure(Self.stopped))
      }
    }
    return try result.get()
  }

  /// How many calls wait to be answered later.
  func waitCount() async throws(MockServerError) -> Int {
    try await ask { application, _ in application.waits.count }
  }
}

/// Test frameworks print what a failed expectation was about by reflection; all the compiled
/// documents behind a server would keep them busy for a minute.
extension MockServer: CustomReflectable, CustomStringConvertible {
  /// The address.
  public var customMirror: Mirror {
    Mirror(self, children: ["url": url], displayStyle: .class, ancestorRepresentation: .suppressed)
  }

  /// The address.
  public var description: String { "MockServer(\(url))" }
}

/// Why a mock server can't do what it was asked: what is wrong, where, and what to do about it.
public struct MockServerError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind of an error, for code that handles some of them.
  public enum Reason: Sendable, Hashable {
    /// An argument or a setting has no meaning, such as a telephone number without digits.
    case invalidArgument
    /// There is no provider of this id.
    case unknownProvider(String)
    /// Documents can't be used: a scenario that does not exist, a mistake in a file.
    case invalidDocuments
    /// The server can't listen: the port is taken or the address is not this machine's.
    case cannotListen
    /// A file or folder can't be read or written.
    case file
    /// There is no TLS, or its certificate can't be used.
    case security
    /// No message to this recipient arrived in time.
    case noMessage(recipient: String)
    /// The code under test did not make the requests that were expected.
    case unmetExpectation
    /// Nothing answers at an address.
    case unreachable
    /// The server has been stopped.
    case stopped
    /// Anything else.
    case failed
  }

  /// What kind of error it is.
  public let reason: Reason

  /// What is wrong, with its place where there is one. Secrets and codes are masked.
  public let message: String

  package init(_ message: String, _ reason: Reason = .invalidArgument) {
    self.message = message
    self.reason = reason
  }

  /// The message.
  public var description: String { message }
}
