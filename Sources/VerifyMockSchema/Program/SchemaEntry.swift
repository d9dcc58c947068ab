/// One schema of a program: its type mask and the ranges of its instructions.
///
/// Two lists say the same: `fast` fuses what it can and serves validity, `full` has one instruction
/// for each keyword and serves verdicts.
struct SchemaEntry {
  /// The kinds that `type` allows; nothing for the schema `false`.
  var types: TypeSet = .any
  /// Whether the schema has `unevaluatedItems` or `unevaluatedProperties` and must know which
  /// children its own keywords have seen.
  var tracksChildren = false
  var isFalse = false
  var fastStart: Int32 = 0
  var fastEnd: Int32 = 0
  var fullStart: Int32 = 0
  var fullEnd: Int32 = 0
  /// The schema resource, for the dynamic scope.
  var resource: Int32
  var document: Int32
  /// The tape index of the schema in its document.
  var node: Int32
  /// The tape index of the value of `type`, or -1.
  var typeNode: Int32 = -1
}
