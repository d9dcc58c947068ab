import VerifyMockCore
import VerifyMockJSON
import VerifyMockNetwork

extension MockServer {
  /// Puts a scenario written in Swift in force, as ``use(_:quirks:)`` does one of a file.
  ///
  /// What it gives exists at once for accounts that have called already, else from their first
  /// call on.
  ///
  /// - Throws: ``MockServerError`` with everything that is wrong with it, at its place in
  ///   ``MockScenario/json``.
  public func use(_ scenario: MockScenario) async throws(MockServerError) {
    let playing = try Self.playing(scenario, catalogue)
    try await askScoped { application, context, accounts in
      let server = Instant(nanoseconds: context.wallNow)
      for one in playing {
        for account in accounts.map({ $0.map(Optional.some) }) ?? [nil] {
          application.engine.use(
            one.scenario, provider: one.provider, account: account, server: server)
        }
      }
    }
  }

  /// The scenario for its provider, or for each that can play it.
  private static func playing(
    _ scenario: MockScenario, _ catalogue: Catalogue
  ) throws(MockServerError) -> [(scenario: Scenario, provider: Int)] {
    let ids = catalogue.providers.map(\.id)
    if let id = scenario.provider, !ids.contains(id) {
      throw MockServerError(catalogue.unknownProvider(id).description)
    }
    var found: [(scenario: Scenario, provider: Int)] = []
    var first: DocumentErrors?
    for id in scenario.provider.map({ [$0] }) ?? ids {
      let file = SourceFile(
        name: scenario.name + ".json", bytes: scenario.document(for: id).bytes(isPretty: true))
      do throws(DocumentErrors) {
        found.append(try catalogue.scenario(inBody: file))
      } catch {
        if first == nil { first = error }
      }
    }
    if found.isEmpty, let first {
      throw MockServerError(
        first.errors.map(\.description).joined(separator: "\n") + "\nin " + scenario.json)
    }
    return found
  }

  /// Puts a verification in place, as if its code had been sent before.
  ///
  /// - Parameters:
  ///   - verification: what it is and how it stands.
  ///   - provider: the provider's id.
  /// - Returns: the provider's id of the verification, of the account that ``environment`` is.
  @discardableResult
  public func give(
    _ verification: MockScenario.Verification, provider: String
  ) async throws(MockServerError) -> String {
    guard let index = catalogue.index(of: provider) else {
      throw MockServerError(catalogue.unknownProvider(provider).description)
    }
    let file = SourceFile(name: "verification", bytes: verification.document.bytes())
    let key = account.credentials(for: provider).map { $0.id ?? $0.token }
    let result: Result<String, MockServerError> = try await ask { application, context in
      let positions = self.account.positions(in: &application.engine)
      guard
        let account = self.account.keys.firstIndex(where: { $0.text == key })
          .map({ positions[$0] }) ?? positions.first
      else { return .failure(MockServerError("'\(provider)' has no account to put it in")) }
      do throws(DocumentErrors) {
        let one = try application.engine.createVerification(
          file, provider: index, account: account,
          server: Instant(nanoseconds: context.wallNow))
        return .success(String(decoding: one.id, as: UTF8.self))
      } catch {
        return .failure(
          MockServerError(error.errors.map(\.description).joined(separator: "\n")))
      }
    }
    return try result.get()
  }
}
