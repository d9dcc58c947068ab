import Foundation
import Testing
import VerifyMockCore
import VerifyMockJSON

/// A way in which an endpoint breaks its contract, and the checks that must say so.
struct Defect: CustomTestStringConvertible, Sendable {
  let provider: String
  let name: String
  let finds: [String]
  let set: JSONValue?
  /// What a proxy in front of the mock spoils.
  let alter: JSONValue?

  var testDescription: String { "\(provider)/\(name)" }

  static let all: [Defect] = {
    let files = (try? Repository.files(in: "Fixtures/defects")) ?? []
    return files.flatMap { file -> [Defect] in
      guard let document = try? JSONDocument(file.bytes),
        let provider = document.root["provider"]?.string
      else { return [] }
      return (document.root["defects"]?.elements ?? []).map { one in
        Defect(
          provider: provider, name: one["name"]?.string ?? "",
          finds: one["finds"]?.elements.compactMap(\.string) ?? [],
          set: one["set"].map { JSONValue($0) }, alter: one["alter"].map { JSONValue($0) })
      }
    }
  }()

  /// The scenario that makes the mock commit it.
  func scenario(_ catalogue: Catalogue) throws -> Scenario? {
    guard let set else { return nil }
    let value = JSONValue.object([
      JSONMember("scenario", .string(name)), JSONMember("provider", .string(provider)),
      JSONMember("summary", .string("A defect.")), JSONMember("breaksContract", .bool(true)),
      JSONMember("set", set),
    ])
    return try catalogue.scenario(
      inBody: SourceFile(name: "defects/\(provider)/\(name)", bytes: value.bytes())
    ).scenario
  }
}
