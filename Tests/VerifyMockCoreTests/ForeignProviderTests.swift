import Foundation
import Testing
import VerifyMockCore
import VerifyMockJSON

@Suite("Providers that are made up to be hard to describe")
struct ForeignProviderTests {
  static let catalogue = Result {
    try Catalogue(Repository.files(in: "Scenarios") + Repository.files(in: "Fixtures/providers"))
  }

  /// The made-up providers' documents, one of them changed.
  private static func files(
    changing name: String, _ change: (String) -> String
  ) throws -> [SourceFile] {
    try Repository.files(in: "Fixtures/providers").map { file in
      guard file.name == name else { return file }
      return SourceFile(
        name: name, text: change(String(decoding: file.bytes, as: UTF8.self)))
    }
  }

  @Test(
    "Each runs from its documents alone, beside the others",
    arguments: ["nasty-otp", "deep-otp", "rich-otp"])
  func walkthroughs(id: String) throws {
    let catalogue = try Self.catalogue.get()
    let index = try #require(catalogue.index(of: id))
    var played = 0
    for name in catalogue.scenarioNames(of: index) {
      guard let scenario = try? catalogue.scenario(named: name, provider: index) else {
        #expect(!catalogue.ownNames.contains("\(id)/\(name)"), "\(name) can't be read")
        continue
      }
      var player = WalkthroughPlayer(scenario: scenario, provider: index, catalogue: catalogue)
      for failure in player.play().failures { Issue.record("\(name): \(failure)") }
      played += 1
    }
    #expect(played >= 5)
  }

  @Test(
    "Every form of credentials opens an account that all requests share",
    arguments: [
      #"[ { "scheme": "basic" } ]"#,
      #"[ { "scheme": "bearer", "claim": "application_id" } ]"#,
      #"[ { "scheme": "header", "pattern": "App {account}" } ]"#,
      #"[ { "scheme": "header", "pattern": "Key {account}:{signature}" } ]"#,
      #"[ { "scheme": "header", "header": "X-Key", "pattern": "{account}" } ]"#,
    ])
  func credentials(json: String) throws {
    let files = try Self.files(changing: "deep-otp/provider.json") {
      $0.replacingOccurrences(
        of: #""credentials": \[[^\]]*\]"#, with: "\"credentials\": \(json)",
        options: .regularExpression)
    }
    #expect(files.contains { String(decoding: $0.bytes, as: UTF8.self).contains(json) })
    let catalogue = try Catalogue(Repository.files(in: "Scenarios") + files)
    let index = try #require(catalogue.index(of: "deep-otp"))
    let scenario = try catalogue.scenario(named: "otp-sent", provider: index)
    var player = WalkthroughPlayer(scenario: scenario, provider: index, catalogue: catalogue)
    #expect(player.play().failures.map(\.description) == [])
  }

  @Test("A request holds its recipient where the contract has it, and in the form that it wants")
  func deepPlaces() throws {
    let catalogue = try Self.catalogue.get()
    let provider = catalogue.providers[try #require(catalogue.index(of: "deep-otp"))]
    let operation = try #require(provider.operation("begin"))
    let builder = RequestBuilder(provider: provider, operation: operation, credentials: nil)
    let place = try #require(builder.location(of: "recipient"))
    let request = builder.request([place: "+14155550123"])
    #expect(request.target == "/v1/PR11111111/requests")
    #expect(
      try JSONValue(parsing: request.body)
        == ["ways": [["via": "sms", "to": "14155550123"]]])
  }

  @Test("A channel that is needed and may be any text is the provider's first")
  func openChannel() throws {
    let files = try Self.files(changing: "nasty-otp/openapi.json") {
      $0.replacing("\"required\": [ \"to\" ]", with: "\"required\": [ \"to\", \"via\" ]")
        .replacing("\"enum\": [ \"txt\", \"tts\" ], \"default\": \"txt\",", with: "")
    }
    let catalogue = try Catalogue(files)
    let provider = catalogue.providers[try #require(catalogue.index(of: "nasty-otp"))]
    let operation = try #require(provider.operation("otpPost"))
    let builder = RequestBuilder(provider: provider, operation: operation, credentials: nil)
    let body = String(decoding: builder.request([:]).body, as: UTF8.self)
    #expect(body.split(separator: "&").contains("via=txt"))
  }

  @Test(
    "A request for a later case holds nothing that an earlier one asks for",
    arguments: [(Effect.cancel, "given up"), (.approve, "approved")])
  func cases(effect: Effect, state: String) throws {
    let catalogue = try Self.catalogue.get()
    let provider = catalogue.providers[try #require(catalogue.index(of: "deep-otp"))]
    let operation = try #require(provider.operation("change"))
    let builder = RequestBuilder(provider: provider, operation: operation, credentials: nil)
    let values = builder.values(for: effect)
    #expect(values.map(\.location) == ["body/state"])
    #expect(values.map(\.value) == [.string(state)])
  }

  @Test("What operations take over from one place is told once")
  func once() throws {
    let files = try Self.files(changing: "deep-otp/provider.json") {
      $0.replacing("\"text\": \"nothing there\"", with: "\"text\": \"no {{verification.id}}\"")
    }
    let error = #expect(throws: DocumentErrors.self) { try Catalogue(files) }
    let told = error?.errors.map(\.description).filter { $0.contains("verification.id") } ?? []
    #expect(!told.isEmpty && Set(told).count == told.count)
  }

  @Test("An answer that breaks the contract is told without a position that nobody can see")
  func positions() throws {
    let files = try Self.files(changing: "deep-otp/provider.json") {
      $0.replacing("{{verification.kept.project}}", with: "none")
    }
    let catalogue = try Catalogue(files)
    let told = CatalogueLint.problems(in: catalogue, files: Set(files.map(\.name)))
      .filter { $0.contains("breaks the contract: body/project") }
    #expect(!told.isEmpty && Set(told).count == told.count)
    #expect(told.allSatisfy { !$0.contains("(1:") })
  }
}
