import VerifyMockJSON

/// The kinds of object in an OpenAPI document
/// ([OpenAPI 3.1, section 4.8](https://spec.openapis.org/oas/v3.1.0#schema)) and the fields of each.
enum OpenAPIObject: String, CaseIterable {
  case openapi, info, contact, license, server, serverVariable, components, paths, pathItem
  case operation, externalDocs, parameter, requestBody, mediaType, encoding, responses, response
  case callback, example, link, header, tag, securityScheme, oauthFlows, oauthFlow
  case securityRequirement, schema, discriminator, xml
  /// Any value: nothing inside is looked at.
  case any

  /// How a field holds objects of a kind.
  enum Field: Equatable {
    case one(OpenAPIObject)
    case list(OpenAPIObject)
    case map(OpenAPIObject)
  }

  /// What the field of this name holds; nil when the kind of object has no such field.
  func field(_ name: String) -> Field? {
    switch self {
    case .paths: name.utf8.first == UInt8(ascii: "/") ? .one(.pathItem) : nil
    case .callback: .one(.pathItem)
    case .responses: ContractResponse.Status(name) == nil ? nil : .one(.response)
    case .securityRequirement, .any: .one(.any)
    default: Self.fields[self]?[name]
    }
  }

  /// The names of the fields, for suggestions.
  var fieldNames: [String] { (Self.fields[self] ?? [:]).keys.sorted() }

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

  private static let fields: [OpenAPIObject: [String: Field]] = {
    var result: [OpenAPIObject: [String: Field]] = [:]
    var owner = OpenAPIObject.any
    for word in table.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      if word.last == ":" {
        owner = OpenAPIObject(rawValue: String(word.dropLast())) ?? .any
        continue
      }
      let parts = word.split(separator: "=")
      let value = parts.count > 1 ? String(parts[1]) : "any"
      let kind = OpenAPIObject(rawValue: value.filter { !"[]{}".contains($0) }) ?? .any
      result[owner, default: [:]][String(parts[0])] =
        value.hasPrefix("[") ? .list(kind) : value.hasPrefix("{") ? .map(kind) : .one(kind)
    }
    return result
  }()

  /// The fields of each kind: `name` holds any value, `name=kind` an object of that kind,
  /// `name=[kind]` a list and `name={kind}` a map of them.
  private static let table = """
    openapi: openapi info=info jsonSchemaDialect servers=[server] paths=paths webhooks={pathItem}
      components=components security=[securityRequirement] tags=[tag] externalDocs=externalDocs
    info: title summary description termsOfService contact=contact license=license version
    contact: name url email
    license: name identifier url
    server: url description variables={serverVariable}
    serverVariable: enum default description
    components: schemas={schema} responses={response} parameters={parameter} examples={example}
      requestBodies={requestBody} headers={header} securitySchemes={securityScheme} links={link}
      callbacks={callback} pathItems={pathItem}
    pathItem: $ref summary description servers=[server] parameters=[parameter] get=operation
      put=operation post=operation delete=operation options=operation head=operation
      patch=operation trace=operation
    operation: tags summary description externalDocs=externalDocs operationId
      parameters=[parameter] requestBody=requestBody responses=responses callbacks={callback}
      deprecated security=[securityRequirement] servers=[server]
    externalDocs: description url
    parameter: name in description required deprecated allowEmptyValue style explode allowReserved
      schema=schema example examples={example} content={mediaType}
    header: description required deprecated allowEmptyValue style explode allowReserved
      schema=schema example examples={example} content={mediaType}
    requestBody: description content={mediaType} required
    mediaType: schema=schema example examples={example} encoding={encoding}
    encoding: contentType headers={header} style explode allowReserved
    response: description headers={header} content={mediaType} links={link}
    example: summary description value externalValue
    link: operationRef operationId parameters requestBody description server=server
    tag: name description externalDocs=externalDocs
    securityScheme: type description name in scheme bearerFormat flows=oauthFlows openIdConnectUrl
    oauthFlows: implicit=oauthFlow password=oauthFlow clientCredentials=oauthFlow
      authorizationCode=oauthFlow
    oauthFlow: authorizationUrl tokenUrl refreshUrl scopes
    discriminator: propertyName mapping
    xml: name namespace prefix attribute wrapped
    schema: properties={schema} patternProperties={schema} dependentSchemas={schema} $defs={schema}
      definitions={schema} allOf=[schema] anyOf=[schema] oneOf=[schema] prefixItems=[schema]
      items=schema not=schema if=schema then=schema else=schema additionalProperties=schema
      additionalItems=schema contains=schema propertyNames=schema unevaluatedItems=schema
      unevaluatedProperties=schema contentSchema=schema discriminator=discriminator xml=xml
      externalDocs=externalDocs $schema $id $ref $anchor $dynamicRef $dynamicAnchor $vocabulary
      $comment type enum const multipleOf maximum exclusiveMaximum minimum exclusiveMinimum
      maxLength minLength pattern maxItems minItems uniqueItems maxContains minContains
      maxProperties minProperties required dependentRequired title description default deprecated
      readOnly writeOnly examples format contentMediaType contentEncoding example nullable
      dependencies
    """
}

/// Which kind of document a contract is.
enum OpenAPIVersion: Equatable, Sendable {
  /// Its schemas have a dialect of their own: `nullable`, and bounds that are exclusive by a flag.
  case v30
  case v31
  /// OpenAPI 3.2, which only adds to 3.1: what it adds is passed over.
  case v32
  case swagger
  /// Not an OpenAPI document.
  case none
  case other(String)

  init(_ document: JSONElement) {
    guard let version = document["openapi"] else {
      self = document["swagger"] == nil ? .none : .swagger
      return
    }
    let word = version.string ?? version.rawText
    switch word.split(separator: ".", maxSplits: 2).prefix(2).joined(separator: ".") {
    case "3.0": self = .v30
    case "3.1": self = .v31
    case "3.2": self = .v32
    default: self = .other(word)
    }
  }

  /// Whether the document can be read.
  var isReadable: Bool { [.v30, .v31, .v32].contains(self) }
}
