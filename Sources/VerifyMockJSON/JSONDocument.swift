/// A parsed JSON text that owns its bytes.
package struct JSONDocument: Sendable {
  package let bytes: [UInt8]
  package let nodes: [JSONNode]
  /// Where the values come from when the text was made of others.
  package let origin: TextOrigin?

  /// Reads one strict RFC 8259 text.
  ///
  /// - Throws: ``JSONSyntaxError`` with line and column.
  package init(
    _ bytes: [UInt8], depthLimit: Int = 512, origin: TextOrigin? = nil
  ) throws(JSONSyntaxError) {
    var tape = JSONTape()
    let failure: JSONSyntaxError? = bytes.withUnsafeBufferPointer { buffer in
      do throws(JSONSyntaxError) {
        try tape.parse(buffer, depthLimit: depthLimit)
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
    self.bytes = bytes
    self.nodes = tape.nodes
    self.origin = origin
  }

  package init(_ text: String, depthLimit: Int = 512) throws(JSONSyntaxError) {
    try self.init(Array(text.utf8), depthLimit: depthLimit)
  }

  package var root: JSONElement { JSONElement(document: self, index: 0) }

  /// Hands out the root value as a view that must not leave the closure.
  @inlinable package func withView<R>(_ body: (JSONView) -> R) -> R {
    bytes.withUnsafeBufferPointer { bytes in
      nodes.withUnsafeBufferPointer { nodes in
        // A document has at least one byte and one node.
        body(
          JSONView(
            bytes: bytes.baseAddress.unsafelyUnwrapped, nodes: nodes.baseAddress.unsafelyUnwrapped,
            index: 0))
      }
    }
  }

  /// The place of what stands at an offset, in the text that it was first written in.
  package func position(of offset: Int) -> TextPosition {
    if let origin { return origin.position(of: offset) }
    return bytes.withUnsafeBufferPointer { TextPosition(offset: offset, in: $0) }
  }
}
