public import VerifyMockConformance
import VerifyMockContract
import VerifyMockCore
import VerifyMockHTTP
import VerifyMockNetwork
import VerifyMockTLS

extension ConformanceSuite {
  /// Checks an endpoint on this machine, and returns when every request is answered.
  ///
  /// The requests are sent from a thread of their own, so that no task's thread is blocked. Sends
  /// go to numbers that are reserved for fiction, with the provider's fake credentials unless
  /// others are given. If the endpoint is a mock server, its inbox supplies the codes and its clock
  /// is moved, for the account of these credentials.
  ///
  /// - Parameters:
  ///   - provider: the provider's id, such as one that `verify-mock contracts` lists.
  ///   - url: `http://` or `https://` and a loopback address or name, with a path if there is one.
  ///   - credentials: the account's id and secret; a bearer token is the secret.
  ///   - authorities: a file of certificates to trust over `https`; nil for the system's.
  ///   - code: the code that a number was sent, where the endpoint is no mock; called on the suite's
  ///     thread, which may wait. Without it the checks that need codes are skipped.
  /// - Throws: `MockServerError`: `unknownProvider`, `invalidArgument` for an address that is not
  ///   on this machine, `unreachable` when nothing answers there.
  public init(
    _ provider: String, url: String, credentials: (id: String, secret: String)? = nil,
    authorities: String? = nil, code: (@Sendable (ConformanceCode) -> String?)? = nil
  ) async throws(MockServerError) {
    self = try await Self.onThread { () throws(MockServerError) in
      let catalogue = try SharedCatalogue.with(folders: [])
      let subject = catalogue.providers[try catalogue.position(of: provider)]
      var endpoint = try SuiteEndpoint(url: url, authorities: authorities)
      endpoint.options.credentials =
        credentials ?? RequestBuilder.documentedCredentials(of: subject)
      let isToken = subject.credentials.first?.isToken ?? false
      return ConformanceSuite(
        subject, over: endpoint.transport(isToken: isToken, code: code),
        options: endpoint.options)
    }
  }

  /// Checks an endpoint on this machine by an OpenAPI document, JSON or YAML, alone.
  ///
  /// - Parameters:
  ///   - contract: the document's file; files that it refers to are read from beside it.
  ///   - url: `http://` or `https://` and a loopback address or name, with a path if there is one.
  ///   - credentials: an id and a secret; a bearer token is the secret.
  ///   - authorities: a file of certificates to trust over `https`; nil for the system's.
  /// - Throws: `MockServerError`: `invalidArgument` for a file that is no contract or an address
  ///   that is not on this machine, `unreachable` when nothing answers there.
  public init(
    contract: String, url: String, credentials: (id: String, secret: String)? = nil,
    authorities: String? = nil
  ) async throws(MockServerError) {
    self = try await Self.onThread { () throws(MockServerError) in
      let subject = try Self.contract(at: contract)
      var endpoint = try SuiteEndpoint(url: url, authorities: authorities)
      endpoint.options.credentials = credentials
      return ConformanceSuite(
        subject, named: contract, over: endpoint.transport(isToken: true, code: nil),
        options: endpoint.options)
    }
  }

  private static func contract(at path: String) throws(MockServerError) -> Contract {
    do {
      let source = try ContractSource.reading(name: path, bytes: try Files.read(path)) { name in
        try? Files.read(Files.folder(of: path) + name)
      }
      return try Contract.load([source], isLenient: true)
    } catch {
      throw MockServerError("\(error)")
    }
  }

  /// Does what waits on a thread of its own.
  private static func onThread(
    _ work: @escaping @Sendable () throws(MockServerError) -> ConformanceSuite
  ) async throws(MockServerError) -> ConformanceSuite {
    do {
      return try await WaitingThread.run {
        Result { () throws(MockServerError) in try work() }
      }.get()
    } catch let error as MockServerError {
      throw error
    } catch {
      throw MockServerError("can't start a thread: \(error)", .failed)
    }
  }
}

/// The endpoint of a suite: reached, and asked whether it is a mock.
private struct SuiteEndpoint {
  let url: EndpointURL
  let client: HTTPClient
  let isMock: Bool
  var options = CheckOptions()

  init(url text: String, authorities: String?) throws(MockServerError) {
    guard let url = EndpointURL(text), url.isLoopback else {
      throw MockServerError(
        "'\(text)' is not an address of this machine: expected http://127.0.0.1:PORT")
    }
    self.url = url
    let health: HTTPReceivedResponse
    do throws(HTTPClient.Failure) {
      client = try HTTPClient(url: url, trust: authorities.map { .file($0) } ?? .system)
      health = try client.send(HTTPRequest(target: "/_mock/health", host: client.authority)).get()
        .response
    } catch {
      throw MockServerError("\(text): \(error)", .unreachable)
    }
    isMock = health.status == 200
    options.url = url.text
    options.security = url.isSecure ? .verified : .plainHere
    if !isMock { options.noClock = "time can't be moved at this endpoint" }
  }

  mutating func transport(
    isToken: Bool, code: (@Sendable (ConformanceCode) -> String?)?
  ) -> EndpointTransport {
    if !isMock, code == nil { options.noCodes = "codes can't be learnt" }
    let account = isToken ? options.credentials?.secret : options.credentials?.id
    let client = client
    return EndpointTransport(
      EndpointTransport.World(
        answers: { client.send($0) }, sleep: WaitingThread.sleep, wallNow: MonotonicTime.wallNow,
        code: { wanted in code?(ConformanceCode(wanted)) }),
      authority: client.authority, path: url.path, isMock: isMock,
      readsInbox: isMock && code == nil, isSlow: false, account: account ?? "")
  }
}
