import VerifyMockCore
import VerifyMockJSON
import VerifyMockNetwork

extension MockServer {
  /// Activates a scenario for later sends and for requests that concern no verification.
  ///
  /// - Parameters:
  ///   - scenario: `provider/scenario`, or a shared scenario's name for every provider that can
  ///     play it; nil for the default behaviour.
  ///   - quirks: other documented spellings to answer in.
  /// - Throws: ``MockServerError`` with the near names when one does not exist.
  public func use(
    _ scenario: String?, quirks: [String] = []
  ) async throws(MockServerError) {
    let result: Result<Void, MockServerError> = try await askScoped {
      application, context, accounts in
      let server = Instant(nanoseconds: context.wallNow)
      do throws(DocumentErrors) {
        let catalogue = application.engine.catalogue
        let providers =
          try scenario.map { name throws(DocumentErrors) in try catalogue.providers(playing: name) }
          ?? Array(catalogue.providers.indices)
        for provider in providers {
          let own = quirks.filter { name in
            catalogue.providers[provider].quirks.contains { $0.name == name }
          }
          for account in accounts.map({ $0.map(Optional.some) }) ?? [nil] {
            try application.engine.use(
              scenario: scenario, quirks: own, provider: provider, account: account,
              server: server)
          }
        }
        return .success(())
      } catch {
        return .failure(
          MockServerError(
            error.errors.map { $0.what + ($0.hint.map { "; \($0)" } ?? "") }
              .joined(separator: "\n")))
      }
    }
    try result.get()
  }

  /// Activates a scenario written in Swift, as ``use(_:quirks:)`` activates one from a file.
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
    if let id = scenario.provider { _ = try catalogue.position(of: id) }
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
    let index = try catalogue.position(of: provider)
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

  /// Takes state, inbox, journal, clock and scenario back to the start.
  public func reset() async throws(MockServerError) {
    try await askScoped { application, _, accounts in
      for account in accounts.map({ $0.map(Optional.some) }) ?? [nil] {
        application.engine.reset(account: account, initial: application.control.initial)
      }
    }
  }
}
