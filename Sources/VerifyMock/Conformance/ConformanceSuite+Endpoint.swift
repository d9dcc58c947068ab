public import VerifyMockConformance
import VerifyMockCore
import VerifyMockHTTP
import VerifyMockNetwork

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
  ///   - url: `http://` and a loopback address or name, with a path if there is one.
  ///   - credentials: the account's id and secret; a bearer token is the secret.
  /// - Throws: `MockServerError`: `unknownProvider`, `invalidArgument` for an address that is not
  ///   on this machine, `unreachable` when nothing answers there.
  public init(
    _ provider: String, url: String, credentials: (id: String, secret: String)? = nil
  ) async throws(MockServerError) {
    do {
      self = try await WaitingThread.run {
        Result { () throws(MockServerError) in
          try Self.check(provider, url: url, credentials: credentials)
        }
      }.get()
    } catch let error as MockServerError {
      throw error
    } catch {
      throw MockServerError("can't start a thread: \(error)", .failed)
    }
  }

  /// The same, waiting on the calling thread.
  private static func check(
    _ provider: String, url: String, credentials: (id: String, secret: String)?
  ) throws(MockServerError) -> ConformanceSuite {
    let catalogue = try SharedCatalogue.with(folders: [])
    let index = try catalogue.position(of: provider)
    guard let endpoint = EndpointURL(url), endpoint.isLoopback, !endpoint.isSecure else {
      throw MockServerError(
        "'\(url)' is not an http:// address of this machine: expected http://127.0.0.1:PORT")
    }
    let client: HTTPClient
    do throws(HTTPClient.Failure) {
      client = try HTTPClient(url: endpoint)
    } catch {
      throw MockServerError("\(url): \(error)", .unreachable)
    }
    let subject = catalogue.providers[index]
    var options = CheckOptions()
    options.url = endpoint.text
    options.credentials = credentials ?? RequestBuilder.documentedCredentials(of: subject)
    let health: HTTPReceivedResponse
    do throws(HTTPClient.Failure) {
      health = try client.send(HTTPRequest(target: "/_mock/health", host: client.authority)).get()
        .response
    } catch {
      throw MockServerError("\(url): \(error)", .unreachable)
    }
    let isMock = health.status == 200
    if !isMock {
      options.noCodes = "codes can't be learnt"
      options.noClock = "time can't be moved at this endpoint"
    }
    let isToken = subject.credentials.first?.isToken ?? false
    let account = isToken ? options.credentials?.secret : options.credentials?.id
    let transport = EndpointTransport(
      EndpointTransport.World(
        answers: { client.send($0) }, sleep: WaitingThread.sleep, wallNow: MonotonicTime.wallNow),
      authority: client.authority, path: endpoint.path, isMock: isMock, readsInbox: isMock,
      isSlow: false, account: account ?? "")
    return ConformanceSuite(subject, over: transport, options: options)
  }
}
