/// What a document given to a registry is.
package enum SchemaDialect: Sendable {
  /// The whole document is a schema; without `$schema` it is read as 2020-12.
  case jsonSchema
  /// An OpenAPI 3.1 document: schemas are found at the places where they are compiled or referred
  /// to, and those under `components/schemas` may carry `$id` and anchors.
  case openAPI
}
