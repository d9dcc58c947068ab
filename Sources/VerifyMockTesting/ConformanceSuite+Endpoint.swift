#if canImport(Testing)
import VerifyMock
public import VerifyMockConformance
import VerifyMockCore
import VerifyMockHTTP
import VerifyMockNetwork

extension ConformanceSuite {
  /// Judges an endpoint on this machine; waits until every request is answered.
  ///
  /// Sends are made to numbers that are reserved for fiction, with the provider's fake credentials
  /// unless others are given. Where the endpoint is a mock server, its inbox tells the codes and
  /// its clock is moved, for the account of these credentials.
  ///
  /// - Throws: `MockServerError` for an unknown provider, or an address that is not loopback.
  public init(
    _ provider: String, url: String, credentials: (id: String, secret: String)? = nil
  ) throws {
    let catalogue = try SharedCatalogue.with(folders: [])
    guard let index = catalogue.index(of: provider) else {
      throw MockServerError("\(catalogue.unknownProvider(provider))")
    }
    guard let endpoint = EndpointURL(url), endpoint.isLoopback, !endpoint.isSecure else {
      throw MockServerError("'\(url)' is no http:// address of this machine")
    }
    let client = try BlockingHTTPClient(url: endpoint)
    let subject = catalogue.providers[index]
    var options = CheckOptions()
    options.url = endpoint.text
    options.credentials = credentials ?? RequestBuilder.documentedCredentials(of: subject)
    let health = client.send(HTTPRequest(target: "/_mock/health", host: client.authority))
    let isMock = (try? health.get())?.response.status == 200
    if !isMock {
      options.noCodes = "codes can't be learnt"
      options.noClock = "time can't be moved at this endpoint"
    }
    let isBearer = subject.credentials.first?.scheme == .bearer
    let account = isBearer ? options.credentials?.secret : options.credentials?.id
    let transport = EndpointTransport(
      EndpointTransport.World(
        answers: { client.send($0) }, sleep: WaitingThread.sleep, wallNow: MonotonicTime.wallNow),
      authority: client.authority, path: endpoint.path, isMock: isMock, readsInbox: isMock,
      isSlow: false, account: account ?? "")
    self.init(subject, over: transport, options: options)
  }
}
#endif
