/// A value on a tape, without ownership: for code that visits many values in little time.
///
/// Valid only inside the closure that handed it out.
public struct JSONView {
  /// The text that the nodes point into.
  public let bytes: UnsafePointer<UInt8>
  /// The nodes of the tape, the first one.
  public let nodes: UnsafePointer<JSONNode>
  /// The position of this value's node.
  public let index: Int

  /// Looks at one node; text and nodes must outlive the view.
  @inlinable public init(
    bytes: UnsafePointer<UInt8>, nodes: UnsafePointer<JSONNode>, index: Int
  ) {
    self.bytes = bytes
    self.nodes = nodes
    self.index = index
  }

  /// The node itself.
  @inlinable public var node: JSONNode { nodes[index] }
  /// What stands there.
  @inlinable public var kind: JSONKind { nodes[index].kind }
  /// How many elements or members there are.
  @inlinable public var count: Int { Int(nodes[index].count) }

  /// The bytes of the value in the text: of a string what stands between the quotes, not decoded.
  @inlinable public var raw: UnsafeBufferPointer<UInt8> {
    let node = nodes[index]
    return UnsafeBufferPointer(start: bytes + Int(node.start), count: Int(node.end - node.start))
  }

  /// The same tape at another index.
  @inlinable public func at(_ index: Int) -> JSONView {
    JSONView(bytes: bytes, nodes: nodes, index: index)
  }

  /// The index of the first element, or of the first member's key.
  @inlinable public var firstChild: Int { index + 1 }

  /// The index after this value and all it holds: its next sibling, if it has one.
  @inlinable public var next: Int { Int(nodes[index].next) }

  /// The value of the first member whose key has these bytes once decoded; nil if none or no object.
  @inlinable public func member(_ key: UnsafeBufferPointer<UInt8>) -> JSONView? {
    guard kind == .object else { return nil }
    var at = firstChild
    for _ in 0..<count {
      if self.at(at).isString(equalTo: key) { return self.at(at + 1) }
      at = Int(nodes[at + 1].next)
    }
    return nil
  }

  /// Whether this is a string whose decoded bytes are these.
  @inlinable public func isString(equalTo other: UnsafeBufferPointer<UInt8>) -> Bool {
    guard kind == .string else { return false }
    if node.isEscaped { return JSONEscapes.isString(raw, equalTo: other) }
    let raw = raw
    guard raw.count == other.count else { return false }
    for i in 0..<raw.count where raw[i] != other[i] { return false }
    return true
  }

  /// Hands out the decoded bytes of a string; of another kind, what stands in the text.
  ///
  /// They lie in the text itself or, when it has escapes, in temporary storage, which is on the
  /// stack for strings of less than a kilobyte.
  @inlinable public func withDecodedString<R>(
    _ body: (UnsafeBufferPointer<UInt8>) -> R
  ) -> R {
    guard node.isEscaped else { return body(raw) }
    return JSONEscapes.withDecoded(raw, body)
  }

  /// The number of Unicode scalars in a string; a lone surrogate counts as one.
  public var scalarCount: Int { JSONEscapes.scalarCount(raw, isEscaped: node.isEscaped) }
}
