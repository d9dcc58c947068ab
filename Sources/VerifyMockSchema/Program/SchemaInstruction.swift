import VerifyMockJSON

/// One step of a compiled schema; `a`, `b` and `c` are indices into the program's tables or limits.
struct SchemaInstruction {
  enum Operation: UInt8 {
    case const
    case `enum`
    case ref
    case dynamicRef
    case allOf
    case anyOf
    case oneOf
    case not
    case ifThenElse
    case format
    case minimum
    case maximum
    case exclusiveMinimum
    case exclusiveMaximum
    case multipleOf
    case minLength
    case maxLength
    case pattern
    case minItems
    case maxItems
    case uniqueItems
    case prefixItems
    case items
    case contains
    case minProperties
    case maxProperties
    case required
    case properties
    case patternProperties
    case additionalProperties
    case propertyNames
    case dependentRequired
    case dependentSchemas
    case unevaluatedItems
    case unevaluatedProperties
    /// All that can be said in one pass over an object's members; see ``MemberPlan``.
    case members
  }

  let operation: Operation
  /// The kinds of instance that the step looks at.
  var kinds: TypeSet
  let keyword: SchemaKeyword
  /// The tape index of the keyword's value in the schema's document.
  let node: Int32
  var a: Int32
  let b: Int32
  let c: Int32

  init(
    _ operation: Operation, on kinds: TypeSet, keyword: SchemaKeyword, node: Int, a: Int = 0,
    b: Int = 0, c: Int = 0
  ) {
    self.operation = operation
    self.kinds = kinds
    self.keyword = keyword
    self.node = Int32(truncatingIfNeeded: node)
    self.a = Int32(truncatingIfNeeded: a)
    self.b = Int32(truncatingIfNeeded: b)
    self.c = Int32(truncatingIfNeeded: c)
  }
}
