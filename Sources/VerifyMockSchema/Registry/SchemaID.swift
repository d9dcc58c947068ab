/// A compiled schema of a ``SchemaSet``.
package struct SchemaID: Sendable, Hashable {
  let index: Int32
}
