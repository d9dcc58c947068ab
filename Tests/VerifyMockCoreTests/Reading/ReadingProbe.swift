import VerifyMockHTTP
import VerifyMockJSON
import VerifyMockContract

@testable import VerifyMockCore

/// A reader over a small contract, for tests: what it is given and what it makes of it, as text.
struct ReadingProbe {
  let reader: RequestReader
  private(set) var arguments: Arguments

  /// - Parameter operation: the members of a POST operation on `/things/{id}` as JSON.
  init(_ operation: String, components: String = "{}") throws {
    let contract = try Contract.load([
      try ContractSource(
        name: "openapi.json",
        text: """
          { "openapi": "3.1.0", "info": { "title": "t", "version": "1" },
            "paths": { "/things/{id}": { "x-also": [ "/t/{id}/thing" ],
              "parameters": [ { "name": "id", "in": "path", "required": true,
                                "schema": { "type": "string" } } ],
              "post": { "operationId": "op", \(operation),
                "responses": { "200": { "description": "ok" } } } } },
            "components": \(components) }
          """)
    ])
    let found = contract.operation("op")
    struct NoOperation: Error {}
    guard let found else { throw NoOperation() }
    reader = RequestReader(operation: found, contract: contract)
    arguments = reader.read(
      captures: [], query: nil, fields: nil, body: [], contentType: nil)
  }

  /// A probe whose operation takes a JSON object with these properties.
  init(properties: String, required: String = "[]", more: String = "") throws {
    try self.init(
      """
      "requestBody": { "required": true, "content": { "application/json": { "schema": {
        "type": "object", "required": \(required), "properties": { \(properties) } \(more) } } } }
      """)
  }

  /// A probe whose operation takes these query parameters.
  init(query: String) throws {
    try self.init(#""parameters": [ \#(query) ]"#)
  }

  /// - Returns: why something can't be read.
  @discardableResult
  mutating func read(
    _ body: String = "", path: [String] = ["1"], spelling: Int = 0, query: String? = nil,
    type: String? = "application/json"
  ) -> UnreadableReason? {
    arguments = reader.read(
      captures: path.map { Array($0.utf8) }, spelling: spelling,
      query: query.map { Array($0.utf8) },
      fields: nil, body: Array(body.utf8), contentType: type.map { Array($0.utf8) })
    return arguments.unreadable
  }

  /// The whole document, or one of its sections.
  func document(_ section: String? = nil) -> String {
    let root = arguments.document?.root
    return (section.map { root?[$0] } ?? root)?.rawText ?? "nothing"
  }

  func value(_ location: String) -> String? {
    guard let slot = reader.slot(location) else { return "no slot" }
    return arguments.value(slot)?.rawText
  }

  var notes: [String] {
    arguments.notes.map { "\($0.kind.rawValue) \($0.location) \($0.got) > \($0.readAs)" }
  }
}
