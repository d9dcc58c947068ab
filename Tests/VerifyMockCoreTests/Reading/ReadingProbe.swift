import VerifyMockCore
import VerifyMockHTTP
import VerifyMockJSON
import VerifyMockContract

/// A reader over a small contract, for tests: what it is given and what it makes of it, as text.
struct ReadingProbe {
  let reader: RequestReader
  var arguments = Arguments()

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

  @discardableResult
  mutating func read(
    _ body: String = "", path: [String] = ["1"], spelling: Int = 0, query: String? = nil,
    type: String? = "application/json"
  ) -> ReadingOutcome {
    let body = Array(body.utf8)
    let path = path.map { Array($0.utf8) }
    let query = query.map { Array($0.utf8) }
    let type = type.map { Array($0.utf8) }
    return body.withUnsafeBufferPointer { body in
      (path.first ?? []).withUnsafeBufferPointer { first in
        (query ?? []).withUnsafeBufferPointer { queryBytes in
          (type ?? []).withUnsafeBufferPointer { typeBytes in
            (path.isEmpty ? [] : [first]).withUnsafeBufferPointer { captures in
              reader.read(
                captures: Array(captures), spelling: spelling,
                query: query == nil ? nil : queryBytes, fields: nil, body: body,
                contentType: type == nil ? nil : typeBytes, into: &arguments)
            }
          }
        }
      }
    }
  }

  /// The whole document, or one of its sections.
  func document(_ section: String? = nil) -> String {
    arguments.withView { view in
      guard let section else { return Self.text(view.root) }
      return Array(section.utf8).withUnsafeBufferPointer {
        view.root.member($0).map(Self.text) ?? "nothing"
      }
    } ?? "nothing"
  }

  func value(_ location: String) -> String? {
    guard let slot = reader.slot(location) else { return "no slot" }
    return arguments.withView { $0.value(slot).map(Self.text) } ?? nil
  }

  var notes: [String] {
    arguments.notes.map { "\($0.kind.rawValue) \($0.location) \($0.got) > \($0.readAs)" }
  }

  private static func text(_ view: JSONView) -> String {
    let raw = String(decoding: view.raw, as: UTF8.self)
    var at = view.firstChild
    switch view.kind {
    case .string: return "\"\(raw)\""
    case .array:
      return "["
        + (0..<view.count).map { _ in
          defer { at = view.at(at).next }
          return text(view.at(at))
        }.joined(separator: ",") + "]"
    case .object:
      return "{"
        + (0..<view.count).map { _ in
          defer { at = view.at(at + 1).next }
          return text(view.at(at)) + ":" + text(view.at(at + 1))
        }.joined(separator: ",") + "}"
    default: return raw
    }
  }
}
