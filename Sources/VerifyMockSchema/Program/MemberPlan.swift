/// What one pass over the members of an object checks.
struct MemberPlan {
  /// `properties` and `required`, by name; entry count zero when there are none.
  var table: NameTable
  /// One bit for each required name in the table.
  var required: UInt64
  /// Range of ``PatternRule``.
  var patternStart: Int32
  var patternEnd: Int32
  /// The schema of `additionalProperties`, or -1.
  var additional: Int32
  /// The schema of `propertyNames`, or -1.
  var names: Int32
}

/// One member of `patternProperties`.
struct PatternRule {
  var pattern: Int32
  var schema: Int32
}

/// A schema that a `$dynamicRef` leads to when the resource is in the dynamic scope.
struct DynamicTarget {
  var resource: Int32
  var schema: Int32
}
