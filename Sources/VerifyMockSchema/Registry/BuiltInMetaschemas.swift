/// The metaschemas of 2020-12.
enum BuiltInMetaschemas {
  static let schema = "https://json-schema.org/draft/2020-12/schema"

  static func text(uri: String) -> String? { nil }
}
