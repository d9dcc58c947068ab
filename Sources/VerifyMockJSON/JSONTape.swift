/// The nodes of one parsed text, in storage that can be used again for the next.
package struct JSONTape: Sendable {
  package private(set) var nodes: [JSONNode] = []

  package init() {}

  /// Reads one strict RFC 8259 text and replaces the tape's content by it.
  ///
  /// The bytes are not kept: they must be at hand when the tape is read.
  ///
  /// - Parameter depthLimit: how many arrays and objects may be open at once.
  /// - Throws: ``JSONSyntaxError`` at the first byte that breaks the grammar or is not UTF-8.
  ///   The tape is then empty.
  package mutating func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, depthLimit: Int = 512
  ) throws(JSONSyntaxError) {
    var storage: [JSONNode] = []
    swap(&storage, &nodes)
    storage.removeAll(keepingCapacity: true)
    var parser = JSONParser(bytes: bytes, depthLimit: depthLimit, nodes: storage)
    storage = []
    let failure = parser.run()
    nodes = parser.nodes
    if let failure {
      nodes.removeAll(keepingCapacity: true)
      throw failure
    }
  }

  /// Reads one strict RFC 8259 text, which is not kept either.
  package mutating func parse(_ text: [UInt8]) throws(JSONSyntaxError) {
    let failure: JSONSyntaxError? = text.withUnsafeBufferPointer { bytes in
      do throws(JSONSyntaxError) {
        try parse(bytes)
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }

  /// Hands out the root value.
  @inlinable package func withView<R>(
    of bytes: UnsafeBufferPointer<UInt8>, _ body: (JSONView) -> R
  ) -> R? {
    guard let base = bytes.baseAddress else { return nil }
    return nodes.withUnsafeBufferPointer { nodes in
      nodes.baseAddress.flatMap { start in
        nodes.isEmpty ? nil : body(JSONView(bytes: base, nodes: start, index: 0))
      }
    }
  }
}
