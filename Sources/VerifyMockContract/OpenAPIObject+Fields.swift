extension OpenAPIObject {
  /// The fixed fields of this kind of object.
  var fields: [String: Field] {
    switch self {
    case .openapi: Self.openapiFields
    case .info: Self.infoFields
    case .contact: Self.contactFields
    case .license: Self.licenseFields
    case .server: Self.serverFields
    case .serverVariable: Self.serverVariableFields
    case .components: Self.componentsFields
    case .pathItem: Self.pathItemFields
    case .operation: Self.operationFields
    case .externalDocs: Self.externalDocsFields
    case .parameter: Self.parameterFields
    case .header: Self.headerFields
    case .requestBody: Self.requestBodyFields
    case .mediaType: Self.mediaTypeFields
    case .encoding: Self.encodingFields
    case .response: Self.responseFields
    case .example: Self.exampleFields
    case .link: Self.linkFields
    case .tag: Self.tagFields
    case .securityScheme: Self.securitySchemeFields
    case .oauthFlows: Self.oauthFlowsFields
    case .oauthFlow: Self.oauthFlowFields
    case .schema: Self.schemaFields
    case .discriminator: ["propertyName": .value, "mapping": .value]
    case .xml:
      [
        "name": .value, "namespace": .value, "prefix": .value, "attribute": .value,
        "wrapped": .value,
      ]
    case .paths, .responses, .callback, .securityRequirement, .any: [:]
    }
  }

  private static let openapiFields: [String: Field] = [
    "openapi": .value, "info": .one(.info), "jsonSchemaDialect": .value,
    "servers": .list(.server), "paths": .one(.paths), "webhooks": .map(.pathItem),
    "components": .one(.components), "security": .list(.securityRequirement),
    "tags": .list(.tag), "externalDocs": .one(.externalDocs),
  ]
  private static let infoFields: [String: Field] = [
    "title": .value, "summary": .value, "description": .value, "termsOfService": .value,
    "contact": .one(.contact), "license": .one(.license), "version": .value,
  ]
  private static let contactFields: [String: Field] = [
    "name": .value, "url": .value, "email": .value,
  ]
  private static let licenseFields: [String: Field] = [
    "name": .value, "identifier": .value, "url": .value,
  ]
  private static let serverFields: [String: Field] = [
    "url": .value, "description": .value, "variables": .map(.serverVariable),
  ]
  private static let serverVariableFields: [String: Field] = [
    "enum": .value, "default": .value, "description": .value,
  ]
  private static let componentsFields: [String: Field] = [
    "schemas": .map(.schema), "responses": .map(.response), "parameters": .map(.parameter),
    "examples": .map(.example), "requestBodies": .map(.requestBody), "headers": .map(.header),
    "securitySchemes": .map(.securityScheme), "links": .map(.link),
    "callbacks": .map(.callback), "pathItems": .map(.pathItem),
  ]
  private static let pathItemFields: [String: Field] = {
    var fields: [String: Field] = [
      "$ref": .value, "summary": .value, "description": .value, "servers": .list(.server),
      "parameters": .list(.parameter),
    ]
    for method in methods { fields[method] = .one(.operation) }
    return fields
  }()
  private static let operationFields: [String: Field] = [
    "tags": .value, "summary": .value, "description": .value,
    "externalDocs": .one(.externalDocs), "operationId": .value, "parameters": .list(.parameter),
    "requestBody": .one(.requestBody), "responses": .one(.responses),
    "callbacks": .map(.callback), "deprecated": .value,
    "security": .list(.securityRequirement), "servers": .list(.server),
  ]
  private static let externalDocsFields: [String: Field] = ["description": .value, "url": .value]
  private static let headerFields: [String: Field] = [
    "description": .value, "required": .value, "deprecated": .value, "allowEmptyValue": .value,
    "style": .value, "explode": .value, "allowReserved": .value, "schema": .one(.schema),
    "example": .value, "examples": .map(.example), "content": .map(.mediaType),
  ]
  private static let parameterFields = headerFields.merging(["name": .value, "in": .value]) {
    first, _ in first
  }
  private static let requestBodyFields: [String: Field] = [
    "description": .value, "content": .map(.mediaType), "required": .value,
  ]
  private static let mediaTypeFields: [String: Field] = [
    "schema": .one(.schema), "example": .value, "examples": .map(.example),
    "encoding": .map(.encoding),
  ]
  private static let encodingFields: [String: Field] = [
    "contentType": .value, "headers": .map(.header), "style": .value, "explode": .value,
    "allowReserved": .value,
  ]
  private static let responseFields: [String: Field] = [
    "description": .value, "headers": .map(.header), "content": .map(.mediaType),
    "links": .map(.link),
  ]
  private static let exampleFields: [String: Field] = [
    "summary": .value, "description": .value, "value": .value, "externalValue": .value,
  ]
  private static let linkFields: [String: Field] = [
    "operationRef": .value, "operationId": .value, "parameters": .value, "requestBody": .value,
    "description": .value, "server": .one(.server),
  ]
  private static let tagFields: [String: Field] = [
    "name": .value, "description": .value, "externalDocs": .one(.externalDocs),
  ]
  private static let securitySchemeFields: [String: Field] = [
    "type": .value, "description": .value, "name": .value, "in": .value, "scheme": .value,
    "bearerFormat": .value, "flows": .one(.oauthFlows), "openIdConnectUrl": .value,
  ]
  private static let oauthFlowsFields: [String: Field] = [
    "implicit": .one(.oauthFlow), "password": .one(.oauthFlow),
    "clientCredentials": .one(.oauthFlow), "authorizationCode": .one(.oauthFlow),
  ]
  private static let oauthFlowFields: [String: Field] = [
    "authorizationUrl": .value, "tokenUrl": .value, "refreshUrl": .value, "scopes": .value,
  ]
  private static let schemaFields: [String: Field] = {
    var fields: [String: Field] = [
      "properties": .map(.schema), "patternProperties": .map(.schema),
      "dependentSchemas": .map(.schema), "$defs": .map(.schema), "definitions": .map(.schema),
      "allOf": .list(.schema), "anyOf": .list(.schema), "oneOf": .list(.schema),
      "prefixItems": .list(.schema), "items": .oneOrList(.schema),
      "discriminator": .one(.discriminator), "xml": .one(.xml),
      "externalDocs": .one(.externalDocs),
    ]
    for name in [
      "not", "if", "then", "else", "additionalProperties", "additionalItems", "contains",
      "propertyNames", "unevaluatedItems", "unevaluatedProperties", "contentSchema",
    ] {
      fields[name] = .one(.schema)
    }
    for name in [
      "$schema", "$id", "$ref", "$anchor", "$dynamicRef", "$dynamicAnchor", "$vocabulary",
      "$comment", "type", "enum", "const", "multipleOf", "maximum", "exclusiveMaximum", "minimum",
      "exclusiveMinimum", "maxLength", "minLength", "pattern", "maxItems", "minItems",
      "uniqueItems", "maxContains", "minContains", "maxProperties", "minProperties", "required",
      "dependentRequired", "title", "description", "default", "deprecated", "readOnly",
      "writeOnly", "examples", "format", "contentMediaType", "contentEncoding", "example",
      "nullable", "dependencies",
    ] {
      fields[name] = .value
    }
    return fields
  }()
}
