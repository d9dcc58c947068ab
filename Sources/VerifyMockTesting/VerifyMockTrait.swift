#if canImport(Testing)
public import Testing
public import VerifyMock

/// Starts a mock server for each test, and fails the test when the code under test misuses it.
///
/// Written as `.verifyMock("provider/scenario")`, on a test, a suite or both.
public struct VerifyMockTrait: TestTrait, SuiteTrait {
  enum Script: Sendable {
    case none
    case named(String)
    case written(MockScenario)
  }

  let script: Script
  let code: String?
  let isShared: Bool
  let isLenient: Bool?
  let configure: (@Sendable (inout MockServer.Configuration) -> Void)?

  /// Holds for every test of a suite and of the suites in it.
  public var isRecursive: Bool { true }
}

extension Trait where Self == VerifyMockTrait {
  /// Starts a mock server before each test case and stops it after; `MockServer.current` is it.
  ///
  /// ```swift
  /// @Suite(.verifyMock("provider/scenario")) struct SignUp {
  ///   let mock = MockServer.current
  ///   @Test(.verifyMock(code: "000000")) func pinned() async throws { … }
  /// }
  /// ```
  ///
  /// The test fails when a request fits no operation, breaks the contract, or has its credentials
  /// refused though no scenario says so. Traits on a suite and on its tests add up to one server:
  /// what the inner one names replaces what the outer one does.
  ///
  /// - Parameters:
  ///   - scenario: `provider/scenario`, or a shared scenario's name for every provider that can
  ///     play it; nil for the default behaviour.
  ///   - code: the code of every verification; nil for random ones.
  ///   - shared: on a suite, one server for all its tests, each with its own account: the code
  ///     under test must take its credentials from `MockServer.environment`.
  ///   - lenient: whether such requests are let pass; nil for what the outer trait says.
  ///   - configure: changes how the server starts; of traits on a shared server only that one's
  ///     which says `shared`, and those around it.
  public static func verifyMock(
    _ scenario: String? = nil, code: String? = nil, shared: Bool = false, lenient: Bool? = nil,
    configure: (@Sendable (inout MockServer.Configuration) -> Void)? = nil
  ) -> Self {
    VerifyMockTrait(
      script: scenario.map { .named($0) } ?? .none, code: code, isShared: shared,
      isLenient: lenient, configure: configure)
  }

  /// Starts a mock server with a scenario written in Swift; the rest is as with a named one.
  public static func verifyMock(
    _ scenario: MockScenario, code: String? = nil, shared: Bool = false, lenient: Bool? = nil,
    configure: (@Sendable (inout MockServer.Configuration) -> Void)? = nil
  ) -> Self {
    VerifyMockTrait(
      script: .written(scenario), code: code, isShared: shared, isLenient: lenient,
      configure: configure)
  }
}
#endif
