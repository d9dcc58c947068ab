/// What a document given to a registry is.
package enum SchemaDialect: Sendable {
  /// The whole document is a schema; without `$schema` it is read as 2020-12.
  case jsonSchema
  /// An OpenAPI 3.1 document: schemas are found at the places where they are compiled or referred
  /// to, and those under `components/schemas` may carry `$id` and anchors. Values in `x-also`
  /// beside an `enum` are allowed like those of the `enum`.
  case openAPI
  /// The same of OpenAPI 3.0: `nullable` allows null, `exclusiveMinimum` and `exclusiveMaximum` may
  /// be flags, and what stands beside a `$ref` does not count
  /// ([OpenAPI 3.0, section 4.7.24](https://spec.openapis.org/oas/v3.0.3#schema-object)).
  case openAPI30
}
