/// A format that is known here
/// ([JSON Schema 2020-12 Validation, section 7.3](https://json-schema.org/draft/2020-12/json-schema-validation#section-7.3),
/// and those of [OpenAPI](https://spec.openapis.org/registry/format/) for strings and numbers).
package enum FormatID: String, Sendable, CaseIterable {
  case dateTime = "date-time"
  case date
  case time
  case duration
  case email
  case hostname
  case ipv4
  case ipv6
  case uri
  case uriReference = "uri-reference"
  case uriTemplate = "uri-template"
  case jsonPointer = "json-pointer"
  case relativeJSONPointer = "relative-json-pointer"
  case regex
  case uuid
  case byte

  /// Nil for a format that is unknown here: it then says nothing.
  package init?(name: String) {
    self.init(rawValue: name)
  }
}
