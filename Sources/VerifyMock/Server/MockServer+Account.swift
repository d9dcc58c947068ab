import VerifyMockCore
import VerifyMockNetwork

/// Numbers accounts, so that no two of a process are the same.
private let accountNumbers = Mutex(0)

extension MockServer {
  /// The hosts that the providers' documents name: where the code under test sends its requests
  /// unless it is configured otherwise.
  public var hosts: [String] {
    var hosts: [String] = []
    for host in catalogue.providers.flatMap(\.hosts) where !hosts.contains(host) {
      hosts.append(host)
    }
    return hosts
  }

  /// A view of this server for a new account: its ``environment`` has unique credentials, and
  /// requests, inbox, clock, scenario and reset concern that account alone.
  ///
  /// With it any number of tests can share one server. The view keeps the server running until it
  /// is stopped itself.
  public func asNewAccount() async throws(MockServerError) -> MockServer {
    try await asNewAccount(report: report)
  }

  /// The same server, whose expectations report in another way.
  package func reporting(_ report: MockReport?) -> MockServer {
    view(account: account, isOwn: owner != nil, report: report)
  }

  package func asNewAccount(report: MockReport?) async throws(MockServerError) -> MockServer {
    let number = accountNumbers.withLock { number in
      number += 1
      return number
    }
    let view = view(
      account: MockAccount(of: catalogue, number: number), isOwn: true, report: report)
    // Opened now, so that an inbox that is waited on knows whose messages are meant.
    let keys = view.account.keys.map(\.text)
    try await view.askScoped { application, _, _ in application.ownedKeys.formUnion(keys) }
    return view
  }

  private func view(account: MockAccount, isOwn: Bool, report: MockReport?) -> MockServer {
    MockServer(
      url: url, port: port,
      environment: environment.merging(account.environment) { _, own in own }, loop: loop,
      catalogue: catalogue, seed: seed, token: token, addresses: addresses, account: account,
      owner: owner ?? self, isAccountOnly: isOwn, report: report)
  }

  /// The positions of the accounts that this is about; nil for all.
  func scope(_ engine: inout Engine) -> [Int]? {
    isAccountOnly ? account.positions(in: &engine) : nil
  }

  /// As ``ask(_:)``, with the positions of the accounts that the work is about; nil for all.
  func askScoped<R: Sendable>(
    _ body: @escaping @Sendable (inout MockApplication, inout LoopContext, [Int]?) -> R
  ) async throws(MockServerError) -> R {
    try await ask { application, context in
      let accounts = self.scope(&application.engine)
      return body(&application, &context, accounts)
    }
  }

  /// Gives every later verification of this account the same code, or random ones again with nil.
  ///
  /// - Throws: ``MockServerError`` when the code is not 1 to 32 visible ASCII characters.
  public func pin(code: String?) async throws(MockServerError) {
    let bytes = try code.map { text throws(MockServerError) in try Self.pinnable(text) }
    try await ask { application, _ in
      for position in self.account.positions(in: &application.engine) {
        application.engine.pinCode(bytes, account: position)
      }
    }
  }

  static func pinnable(_ code: String) throws(MockServerError) -> [UInt8] {
    guard (1...32).contains(code.utf8.count),
      code.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { throw MockServerError("a pinned code has 1 to 32 letters or digits") }
    return Array(code.utf8)
  }
}
