#if canImport(Testing)
public import Testing
public import VerifyMock

extension VerifyMockTrait: TestScoping {
  /// Each test case has its scope; a trait that shares has one around them all as well.
  public func scopeProvider(for test: Test, testCase: Test.Case?) -> Self? {
    testCase == nil && !isShared ? nil : self
  }

  /// Runs tests with the server they are to have.
  public func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @Sendable () async throws -> Void
  ) async throws {
    // A trait around this one has already made the server from all of the test's traits.
    if testCase != nil, FixtureScope.server != nil { return try await function() }
    let traits = test.traits.compactMap { $0 as? VerifyMockTrait }
    guard testCase != nil else {
      // A suite inside one that shares has its server already.
      if FixtureScope.shared != nil { return try await function() }
      return try await share(Self.outer(of: traits), performing: function)
    }
    if let shared = FixtureScope.shared {
      let mock = try await shared.asNewAccount(report: Self.report)
      try await Self.play(traits, on: mock)
      try await Self.run(test, traits, on: mock, performing: function)
    } else {
      let mock = try await Self.start(traits)
      do {
        try await Self.play(traits.filter(\.isWritten), on: mock)
        try await Self.run(test, traits, on: mock, performing: function)
      } catch {
        await mock.stop()
        throw error
      }
      await mock.stop()
    }
  }

  private func share(
    _ traits: [VerifyMockTrait], performing function: @Sendable () async throws -> Void
  ) async throws {
    let server = try await Self.start(traits)
    do {
      try await Self.play(traits.filter(\.isWritten), on: server)
      try await FixtureScope.$shared.withValue(server, operation: function)
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  /// The traits up to the first that shares: those that have a say in how its server starts.
  private static func outer(of traits: [VerifyMockTrait]) -> [VerifyMockTrait] {
    guard let index = traits.firstIndex(where: \.isShared) else { return traits }
    return Array(traits[...index])
  }

  private var isWritten: Bool {
    if case .written = script { true } else { false }
  }

  /// Starts the one server that all the traits ask for; a later one replaces an earlier one.
  private static func start(_ traits: [VerifyMockTrait]) async throws -> MockServer {
    var configuration = MockServer.Configuration()
    for trait in traits {
      switch trait.script {
      case .none: break
      case .named(let name): configuration.scenarios.append(name)
      case .written: break
      }
      if let code = trait.code { configuration.code = code }
      trait.configure?(&configuration)
    }
    return try await MockServer.start(configuration: configuration).reporting(report)
  }

  /// Activates on a running server what the traits name, in their order.
  private static func play(_ traits: [VerifyMockTrait], on mock: MockServer) async throws {
    for trait in traits {
      switch trait.script {
      case .none: break
      case .named(let name): try await mock.use(name)
      case .written(let scenario): try await mock.use(scenario)
      }
      if let code = trait.code { try await mock.pin(code: code) }
    }
  }

  private static func run(
    _ test: Test, _ traits: [VerifyMockTrait], on mock: MockServer,
    performing function: @Sendable () async throws -> Void
  ) async throws {
    let result: Result<Void, any Error>
    do {
      result = .success(
        try await FixtureScope.$server.withValue(mock, operation: function))
    } catch {
      result = .failure(error)
    }
    if !(traits.compactMap(\.isLenient).last ?? false) {
      await judge(mock, at: test.sourceLocation)
    }
    try result.get()
  }
}

extension VerifyMockTrait {
  /// Records what an expectation finds wrong at its line.
  static let report = MockReport { message, place in
    Issue.record(
      Comment(rawValue: message),
      sourceLocation: SourceLocation(
        fileID: place.fileID, filePath: "\(place.filePath)", line: place.line, column: place.column)
    )
  }

  /// Records every request that only a mistake in the code under test explains.
  ///
  /// A server that the test has stopped itself can't be asked any more, and nothing is recorded.
  static func judge(_ mock: MockServer, at place: SourceLocation) async {
    for message in await mock.mistakes() {
      Issue.record(Comment(rawValue: message), sourceLocation: place)
    }
  }
}

/// What a trait binds for the time of its tests.
enum FixtureScope {
  /// The server of the test case that runs.
  @TaskLocal static var server: MockServer?
  /// The server that the tests of a suite share.
  @TaskLocal static var shared: MockServer?
}

extension MockServer {
  /// The server of the running test, or nil outside of one with the trait `.verifyMock`.
  ///
  /// Seen by the test, by everything it awaits, and by the child tasks of both. Not seen in
  /// `Task.detached`, in Dispatch blocks and on threads of your own: read it before and hand it on.
  public static var current: MockServer? { FixtureScope.server }
}
#endif
