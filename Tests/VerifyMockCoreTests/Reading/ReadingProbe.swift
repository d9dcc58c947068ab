import VerifyMockHTTP
import VerifyMockJSON
import VerifyMockContract

@testable import VerifyMockCore

/// A reader over a small contract, for tests: what it is given and what it makes of it, as text.
struct ReadingProbe {
  let reader: RequestReader
  private(set) var arguments: RequestInputs

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

  /// What was read of a section, as JSON: inputs in the contract's order, then the rest of a body.
  func document(_ section: Input.Section) -> String {
    var members: [String] = []
    for (index, input) in reader.inputs.enumerated() where input.section == section {
      guard let given = arguments.given(index) else { continue }
      members.append("\"\(input.name)\":" + text(given.value))
    }
    if section == .body {
      guard let body = arguments.body?.root else { return "nothing" }
      guard body.kind == .object else { return body.rawText }
      let names = reader.inputs.filter { $0.section == .body }.map(\.name)
      for (key, value) in body.members where !names.contains(key.string ?? "") {
        members.append(key.rawText + ":" + value.rawText)
      }
    }
    return "{" + members.joined(separator: ",") + "}"
  }

  private func text(_ value: ArgumentValue) -> String {
    String(decoding: value.jsonText, as: UTF8.self)
  }

  func value(_ location: String) -> String? {
    guard let slot = reader.slot(location) else { return "no slot" }
    return arguments.value(slot).map { text($0) }
  }

  func origin(_ slot: InputSlot) -> InputOrigin? { arguments.given(slot)?.origin }

  var notes: [String] {
    arguments.notes.map { "\($0.kind.rawValue) \($0.location) \($0.got) > \($0.readAs)" }
  }
}
