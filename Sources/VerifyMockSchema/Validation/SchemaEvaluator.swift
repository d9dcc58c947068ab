import VerifyMockJSON

/// Decides whether an instance is valid; stops at the first failure.
///
/// It allocates only for what schemas with `unevaluated…`, `$dynamicRef` or `uniqueItems` need, and
/// for strings with escapes that are longer than a kilobyte.
struct SchemaEvaluator {
  /// One byte for each child of an instance: whether a keyword has evaluated it.
  typealias Marks = UnsafeMutablePointer<UInt8>

  /// How many schemas may be open at once; each takes about half a kilobyte of the stack.
  static let depthLimit = 1200

  let program: SchemaProgram
  let bytes: UnsafePointer<UInt8>
  let nodes: UnsafePointer<JSONNode>
  let assertsFormats: Bool
  private let tracksScope: Bool
  /// Whether the depth or the number of steps went beyond its limit: then nothing is known.
  private(set) var isExhausted = false
  private var depth = 0
  /// Schemas applied, of which there are at most so many: a schema can ask for a number of steps
  /// that is exponential in its size.
  private var stepsLeft: Int
  /// The resources entered, outermost first.
  private var scope: [Int32] = []

  init(program: SchemaProgram, instance: JSONView, assertsFormats: Bool) {
    self.program = program
    bytes = instance.bytes
    nodes = instance.nodes
    self.assertsFormats = assertsFormats
    tracksScope = !program.dynamicTargets.isEmpty
    stepsLeft = 1_000_000 + 1_000 * (instance.next - instance.index)
  }

  func view(_ node: Int) -> JSONView { JSONView(bytes: bytes, nodes: nodes, index: node) }

  /// As ``accepts(_:_:_:)``, without a call where a schema says no more than a type.
  @inline(__always)
  mutating func acceptsMember(_ schema: Int32, _ node: Int) -> Bool {
    let entry = program.entries + Int(schema)
    if entry.pointee.fastStart == entry.pointee.fastEnd,
      entry.pointee.types.contains(TypeSet(nodes[node].kind))
    {
      return true
    }
    return accepts(schema, node)
  }

  /// Whether a value is valid against a schema; the children that it evaluates are marked.
  @inline(never)
  mutating func accepts(_ schema: Int32, _ node: Int, _ marks: Marks? = nil) -> Bool {
    let entry = program.entries + Int(schema)
    let kind = nodes[node].kind
    guard allows(entry.pointee.types, kind, node) else { return false }
    let start = Int(entry.pointee.fastStart)
    let end = Int(entry.pointee.fastEnd)
    if start == end { return true }
    guard enter(entry.pointee.resource) else { return false }
    defer { leave() }
    if entry.pointee.tracksChildren, kind == .array || kind == .object {
      return withMarks(node, mergingInto: marks) { evaluator, own in
        evaluator.runs(start, end, kind, node, own)
      }
    }
    return runs(start, end, kind, node, marks)
  }

  @inline(__always)
  private mutating func runs(
    _ start: Int, _ end: Int, _ kind: JSONKind, _ node: Int, _ marks: Marks?
  ) -> Bool {
    let kinds = TypeSet(kind)
    var at = start
    while at < end {
      let instruction = program.fast + at
      if !instruction.pointee.kinds.isDisjoint(with: kinds), !run(instruction, node, marks) {
        return false
      }
      at &+= 1
    }
    return true
  }

  /// Whether `type` allows the value.
  @inline(__always)
  func allows(_ types: TypeSet, _ kind: JSONKind, _ node: Int) -> Bool {
    if types.contains(TypeSet(kind)) { return true }
    return kind == .number && types.contains(.integer) && isInteger(node)
  }

  // MARK: Bounds

  /// Opens a schema: its resource joins the dynamic scope. False when a limit is reached.
  @inline(__always)
  mutating func enter(_ resource: Int32) -> Bool {
    depth &+= 1
    stepsLeft &-= 1
    if depth > SchemaEvaluator.depthLimit || stepsLeft < 0 {
      isExhausted = true
      depth &-= 1
      return false
    }
    if isExhausted {
      depth &-= 1
      return false
    }
    if tracksScope { scope.append(resource) }
    return true
  }

  @inline(__always)
  mutating func leave() {
    depth &-= 1
    if tracksScope { scope.removeLast() }
  }

  /// The schema that a `$dynamicRef` leads to: of the outermost resource in scope that has the name.
  func dynamicTarget(_ instruction: SchemaInstruction) -> Int32 {
    let targets = program.dynamicTargets[Int(instruction.b)]
    for resource in scope {
      for target in targets where target.resource == resource { return target.schema }
    }
    return instruction.a
  }

  // MARK: Marks

  /// Runs a body with marks of its own for the children of a value; if it succeeds they are added
  /// to the outer ones.
  mutating func withMarks(
    _ node: Int, mergingInto outer: Marks?, _ body: (inout SchemaEvaluator, Marks) -> Bool
  ) -> Bool {
    let count = Int(nodes[node].count)
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count + 1) { buffer in
      guard let own = buffer.baseAddress else { return false }
      own.initialize(repeating: 0, count: count + 1)
      guard body(&self, own) else { return false }
      if let outer {
        for child in 0..<count where own[child] != 0 { outer[child] = 1 }
      }
      return true
    }
  }

  /// Whether a schema accepts a value; if it does not, its marks are dropped.
  @inline(__always)
  mutating func acceptsBranch(_ schema: Int32, _ node: Int, _ marks: Marks?) -> Bool {
    guard marks != nil else { return accepts(schema, node) }
    return withMarks(node, mergingInto: marks) { evaluator, own in
      evaluator.accepts(schema, node, own)
    }
  }
}
