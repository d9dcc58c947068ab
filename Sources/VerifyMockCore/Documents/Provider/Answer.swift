package import VerifyMockContract

/// How an outcome is answered.
package final class Answer: Sendable {
  package let status: Int
  /// The documented header fields, besides the body's media type.
  package let fields: [(name: String, value: Template)]
  /// The field line of the body's media type; empty where ``fields`` have it.
  package let contentType: [UInt8]
  /// Nil for an empty body.
  package let body: Template?
  package let text: Template?
  package let certainty: Certainty
  /// Where in the provider's document it stands; ``SourceText/place(offset:)`` names the place.
  package let offset: Int

  init(
    status: Int, fields: [(name: String, value: Template)], body: Template?, text: Template?,
    mediaType: String?, certainty: Certainty, offset: Int
  ) {
    self.status = status
    self.fields = fields
    self.body = body
    contentType = mediaType.map { Array("Content-Type: \($0)\r\n".utf8) } ?? []
    self.text = text
    self.certainty = certainty
    self.offset = offset
  }
}

extension ContractOperation {
  /// The documented type of the JSON that comes with a status, such as `application/problem+json`;
  /// nil where there is none.
  func jsonMediaType(status: Int) -> String? {
    response(status: status)?.json.flatMap { $0.isJSON ? $0.mediaType : nil }
  }
}
