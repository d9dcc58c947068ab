/// The nodes of one parsed text, in storage that can be used again for the next.
package struct JSONTape: Sendable {
  private var buffer = NodeBuffer()

  package init() {}

  /// The nodes; valid until the tape is changed, and while it lives.
  package var nodes: UnsafeBufferPointer<JSONNode> { buffer.elements }

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
    buffer.removeAll()
    let failure = withUnsafeMutablePointer(to: &buffer) { nodes in
      var parser = JSONParser(bytes: bytes, depthLimit: depthLimit, nodes: nodes)
      return parser.run()
    }
    if let failure {
      buffer.removeAll()
      throw failure
    }
  }

  /// Reads a text and hands out its root value, which must not leave the closure.
  ///
  /// - Throws: ``JSONSyntaxError``, as ``parse(_:depthLimit:)`` does.
  @inlinable package mutating func withRoot<R>(
    of text: [UInt8], _ body: (JSONView) -> R
  ) throws(JSONSyntaxError) -> R {
    let result: Result<R, JSONSyntaxError>? = text.withUnsafeBufferPointer { bytes in
      do throws(JSONSyntaxError) {
        try parse(bytes)
        return withView(of: bytes, body).map { .success($0) }
      } catch {
        return .failure(error)
      }
    }
    // A text that was read has a root.
    guard let result else {
      throw JSONSyntaxError(
        reason: .empty, offset: 0, position: TextPosition(line: 1, column: 1))
    }
    return try result.get()
  }

  /// The root value; valid until the tape is changed, and while it and the text live.
  package func view(of bytes: UnsafeBufferPointer<UInt8>) -> JSONView? {
    guard let base = bytes.baseAddress, let nodes = nodes.baseAddress, buffer.count > 0 else {
      return nil
    }
    return JSONView(bytes: base, nodes: nodes, index: 0)
  }

  /// Hands out the root value.
  @inlinable package func withView<R>(
    of bytes: UnsafeBufferPointer<UInt8>, _ body: (JSONView) -> R
  ) -> R? {
    guard !nodes.isEmpty, let base = bytes.baseAddress else { return nil }
    // The memory must outlive what points into it.
    return withExtendedLifetime(self) {
      nodes.baseAddress.map { body(JSONView(bytes: base, nodes: $0, index: 0)) }
    }
  }
}
