import VerifyMockCore
import VerifyMockJSON
import VerifyMockNetwork

/// A scenario written in Swift, with the words of a scenario file.
///
/// ```swift
/// let scenario = MockScenario(steps: [.on(.check, outcome: .wrongCode, times: 2)])
/// try await mock.use(scenario)
/// print(scenario.json)
/// ```
public struct MockScenario: Sendable, Hashable, CustomStringConvertible {
  /// The name: small letters, digits, single hyphens.
  public var name: String
  /// The provider it belongs to; nil for every one that can play it.
  public var provider: String?
  /// What happens, in a sentence for a person.
  public var summary: String
  /// The code of every verification; nil for random ones.
  public var code: String?
  /// How long every verification lives; nil for the provider's own time.
  public var lifetime: Duration?
  /// Other documented spellings to answer in, by name.
  public var quirks: [String]
  /// What exists from the start.
  public var given: Given
  /// The deviations from the default behaviour: the first that matches and has budget left decides.
  public var steps: [Step]
  /// Whether some answers break the contract on purpose.
  public var breaksContract: Bool

  /// Describes a scenario; it is checked when it is used.
  public init(
    _ name: String = "in-swift", provider: String? = nil,
    summary: String = "Written in Swift for one test.", code: String? = nil,
    lifetime: Duration? = nil, quirks: [String] = [], given: Given = Given(),
    breaksContract: Bool = false, steps: [Step] = []
  ) {
    self.name = name
    self.provider = provider
    self.summary = summary
    self.code = code
    self.lifetime = lifetime
    self.quirks = quirks
    self.given = given
    self.breaksContract = breaksContract
    self.steps = steps
  }

  /// The scenario as a file has it: what a folder for `--scenarios` takes.
  public var json: String { document(for: provider).text(isPretty: true) }

  /// The scenario as a file has it.
  public var description: String { json }

  func document(for provider: String?) -> JSONValue {
    var root = JSONValue.object([])
    root["scenario"] = .string(name)
    root["provider"] = provider.map { .string($0) }
    root["summary"] = .string(summary)
    if breaksContract { root["breaksContract"] = .bool(true) }
    root["code"] = code.map { .string($0) }
    root["lifetime"] = lifetime.map { .string($0.documentText) }
    if !quirks.isEmpty { root["quirks"] = .array(quirks.map { .string($0) }) }
    root["given"] = given.document
    root["steps"] = .array(steps.map(\.document))
    // A file needs a walk; this one says nothing and so holds for every scenario.
    root["walkthrough"] = .array([.object([JSONMember("do", .string("send"))])])
    return root
  }
}

extension Duration {
  /// As scenario files write it: `90s`, `11m`; whole milliseconds.
  var documentText: String { Interval(nanoseconds: wholeNanoseconds).text }
}
