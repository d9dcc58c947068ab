/// The kinds of object in an OpenAPI document
/// ([OpenAPI 3.1, section 4.8](https://spec.openapis.org/oas/v3.1.0#schema)) and the fields of each.
///
/// One table for translating, linting and finding the schemas.
enum OpenAPIObject {
  case openapi, info, contact, license, server, serverVariable, components, paths, pathItem
  case operation, externalDocs, parameter, requestBody, mediaType, encoding, responses, response
  case callback, example, link, header, tag, securityScheme, oauthFlows, oauthFlow
  case securityRequirement, schema, discriminator, xml
  /// Any value: nothing inside is looked at.
  case any

  /// How a field holds objects of a kind.
  enum Field {
    case one(OpenAPIObject)
    case list(OpenAPIObject)
    case map(OpenAPIObject)
    /// An object of this kind or a list of such objects.
    case oneOrList(OpenAPIObject)

    static let value = Field.one(.any)
  }

  /// What the field of this name holds; nil when the kind of object has no such field.
  func field(_ name: String) -> Field? {
    switch self {
    case .paths: name.utf8.first == UInt8(ascii: "/") ? .one(.pathItem) : nil
    case .callback: .one(.pathItem)
    case .responses: Self.isStatus(name) ? .one(.response) : nil
    case .securityRequirement, .any: .value
    default: fields[name]
    }
  }

  /// The names of the fields, for suggestions.
  var fieldNames: [String] { fields.keys.sorted() }

  /// Whether a `$ref` may stand in the place of the object.
  var isReferable: Bool {
    switch self {
    case .pathItem, .parameter, .requestBody, .response, .callback, .example, .link, .header,
      .securityScheme, .schema:
      true
    default: false
    }
  }

  static let methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"]

  /// `200`, `4XX` or `default`.
  static func isStatus(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    if name == "default" { return true }
    guard bytes.count == 3, (UInt8(ascii: "1")...UInt8(ascii: "5")).contains(bytes[0]) else {
      return false
    }
    if bytes[1] | 0x20 == UInt8(ascii: "x"), bytes[2] | 0x20 == UInt8(ascii: "x") { return true }
    return bytes[1...].allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}
