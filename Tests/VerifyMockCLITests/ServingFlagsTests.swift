import Testing
import VerifyMockJSON
import VerifyMockTLS

@testable import VerifyMock
@testable import VerifyMockCLI

@Suite("Flags of a server")
struct ServingFlagsTests {
  private static func configuration(
    _ line: String, _ more: [String] = []
  ) throws(UsageError) -> MockServer.Configuration {
    let words = line.split(separator: " ").map(String.init) + more
    return try ServingFlags.configuration(
      CommandArguments(words, flags: ServeCommand.flags), port: 8_374)
  }

  @Test("Without a flag a server has the command's port and the documented behaviour")
  func defaults() throws {
    let configuration = try Self.configuration("")
    #expect(configuration.port == 8_374)
    #expect(configuration.hosts == nil)
    #expect(configuration.isLoopbackOnly)
    #expect(configuration.scenarios == [])
    #expect(configuration.seed == nil)
    #expect(configuration.code == nil)
    #expect(configuration.limits == .documented)
    #expect(configuration.hasMagicRecipients)
    #expect(!configuration.isClockFrozen)
    #expect(!configuration.isSecure)
    #expect(configuration.maxConnections == 10_000)
    #expect(configuration.bounds == MockServer.Configuration.Bounds())
    #expect(configuration.controlToken == nil)
  }

  @Test("Every flag arrives in the configuration")
  func flags() throws {
    let configuration = try Self.configuration(
      """
      --port 0 --host 127.0.0.1 --host ::1 --scenario a/b --scenario c/d --scenarios one \
      --scenarios two --quirk q --code 123456 --seed 18446744073709551615 --freeze-clock \
      --limits none --require-credentials id:secret --control-token t --allow-host mock.test \
      --callbacks-to other.test --pass example.com --max-connections 3 --tls \
      --keep verifications=1,messages=2 --keep exchanges=3,journal-bytes=4,accounts=5
      """, ["--cacert", #filePath])
    #expect(configuration.port == 0)
    #expect(configuration.hosts == ["127.0.0.1", "::1"])
    #expect(configuration.scenarios == ["a/b", "c/d"])
    #expect(configuration.folders == ["one", "two"])
    #expect(configuration.quirks == ["q"])
    #expect(configuration.code == "123456")
    #expect(configuration.seed == .max)
    #expect(configuration.isClockFrozen)
    #expect(configuration.limits == MockServer.Configuration.Limits.none)
    #expect(configuration.requiredCredentials == "id:secret")
    #expect(configuration.controlToken == "t")
    #expect(configuration.allowedHosts == ["mock.test"])
    #expect(configuration.callbackHosts == ["other.test"])
    #expect(configuration.passedHosts == ["example.com"])
    #expect(configuration.maxConnections == 3)
    let bounds = configuration.bounds
    #expect([bounds.verifications, bounds.messages, bounds.exchanges] == [1, 2, 3])
    #expect([bounds.journalBytes, bounds.accounts] == [4, 5])
    #expect(configuration.isSecure)
    // Any file that can be read.
    guard case .file(#filePath) = configuration.trust else {
      Issue.record("--cacert has not arrived")
      return
    }
  }

  @Test(
    "A server is open to other machines as soon as one address is not loopback",
    arguments: [
      (["127.0.0.1"], true), (["127.1.2.3"], true), (["::1"], true), (["[::1]"], true),
      (["localhost"], true), (["0.0.0.0"], false), (["::"], false),
      (["127.0.0.1", "10.0.0.1"], false),
      (["example.com"], false),
    ])
  func loopback(hosts: [String], isLoopbackOnly: Bool) {
    var configuration = MockServer.Configuration()
    configuration.hosts = hosts
    #expect(configuration.isLoopbackOnly == isLoopbackOnly)
  }
}

@Suite("What a server prints when it is ready")
struct BannerTests {
  @Test("Programs get one line of JSON, people at most eight lines")
  func banner() async throws {
    var configuration = MockServer.Configuration()
    configuration.seed = 7
    let server = try await MockServer.start(configuration: configuration)
    let ready = Banner.ready(server)
    #expect(
      ready.hasPrefix(#"{"event":"ready","url":"\#(server.url)","port":\#(server.port),"pid":"#))
    #expect(!ready.contains("\n"))
    let line = try JSONValue(parsing: ready)
    for (name, value) in server.environment {
      #expect(line["environment"]?[name]?.string == value, "\(name)")
    }
    let accounts = try #require(line["accounts"]).elements
    #expect(accounts.count == server.account.keys.count)
    for name in accounts {
      let value = try #require(name.string.flatMap { server.environment[$0] })
      #expect(server.account.keys.contains { $0.text == value }, "\(name)")
    }
    let text = Banner.text(server, configuration)
    #expect(text.split(separator: "\n").count <= 8)
    for part in [server.url, "/_mock/inbox", "seed       7", MockServer.version]
      + server.providerIDs
    {
      #expect(text.contains(part), "\(part)")
    }
    configuration.scenarios = ["a/b", "c/d"]
    #expect(Banner.text(server, configuration).contains("a/b, c/d"))
    await server.stop()
  }

  @Test("The port file can't be written into a folder that does not exist")
  func portFile() async throws {
    let server = try await MockServer.start()
    let error = #expect(throws: UsageError.self) {
      try PortFile.write(server, to: "no/such/folder/port")
    }
    #expect(error?.message.hasPrefix("--port-file ") == true)
    #expect(error?.message.contains("no/such/folder/port") == true)
    await server.stop()
  }
}
