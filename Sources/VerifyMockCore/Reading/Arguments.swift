import VerifyMockJSON

/// What a request says, read the way the contract means it: one document
/// `{"path":{…},"query":{…},"header":{…},"body":…}` in storage that is used again for the next one.
///
/// The texts of values that were taken over are the body's own; converted values and defaults stand
/// in front of the body or behind it in the same buffer. Arrays and objects keep the range of the
/// body that they were read from, so text is made by walking the nodes, never from that range.
package struct Arguments: Sendable {
  /// The tolerances that were used, in the order in which they were met.
  package var notes: [Tolerance] = []
  /// The account that the credentials named, once that is known.
  var account: (id: [UInt8], uuid: [UInt8])?

  var bytes = ScratchBuffer<UInt8>(capacity: 2048)
  var nodes = ScratchBuffer<JSONNode>(capacity: 64)
  /// For each input the node of its value, or -1.
  var slots = ScratchBuffer<Int32>()
  var states = ScratchBuffer<InputState>()
  /// Where the body begins and ends in the buffer.
  var bodyStart = 0
  var bodyEnd = 0
  /// The node of the body's value, or -1.
  var bodyNode = -1
  /// Which media type of the operation the body was read as, or -1.
  var content = -1
  /// The nodes of the body whose text stands elsewhere than the value that they were read from.
  var moved: [Moved] = []

  /// Where in a form the texts that were decoded from it stand, in ascending order.
  var origins: [Origin] = []

  // Scratch of one reading.
  var tape = JSONTape()
  /// What is read: the nodes of the tape, or those made of a query or a form.
  var source = ScratchBuffer<JSONNode>(capacity: 64)
  /// For each property of the open objects the member that gives it and how it is spelt, or -1.
  var found = ScratchBuffer<Int32>(capacity: 32)
  var trail: [Label] = []
  var section = Input.Section.path
  /// What is added to the ranges of the source's nodes.
  var shift: UInt32 = 0
  /// Whether the source's values are texts whose types the contract knows.
  var isText = false

  struct Origin: Sendable {
    var start: UInt32
    /// Counted from the begin of the body.
    var offset: UInt32
  }

  struct Moved: Sendable {
    var node: UInt32
    /// Where in the buffer the value was read from.
    var start: UInt32
  }

  /// The name of a member by its place in the buffer, or the position of an element.
  struct Label: Sendable {
    var start: Int32
    var end: Int32

    init(_ key: JSONNode) {
      start = Int32(truncatingIfNeeded: key.start)
      end = Int32(truncatingIfNeeded: key.end)
    }

    init(index: Int) {
      start = -1
      end = Int32(truncatingIfNeeded: index)
    }
  }

  package init() {}

  mutating func reset(inputs: Int, constants: UnsafeBufferPointer<UInt8>) {
    if !notes.isEmpty { notes.removeAll(keepingCapacity: true) }
    if !moved.isEmpty { moved.removeAll(keepingCapacity: true) }
    if !origins.isEmpty { origins.removeAll(keepingCapacity: true) }
    bytes.removeAll()
    bytes.append(contentsOf: constants)
    nodes.removeAll()
    source.removeAll()
    found.removeAll()
    slots.removeAll()
    states.removeAll()
    slots.append(repeating: -1, count: inputs)
    states.append(repeating: [], count: inputs)
    bodyStart = bytes.count
    bodyEnd = bytes.count
    content = -1
    bodyNode = -1
  }

  /// Hands out the arguments for reading; what is handed out must not leave the closure.
  ///
  /// - Returns: nil when nothing has been read yet.
  @inline(__always)
  package func withView<R>(_ body: (ArgumentsView) -> R) -> R? {
    guard !nodes.isEmpty, let bytes = bytes.elements.baseAddress,
      let base = nodes.elements.baseAddress
    else { return nil }
    // The memory must outlive what points into it: it alone, for to keep all is to copy all.
    defer {
      self.bytes.keepMemory()
      nodes.keepMemory()
      slots.keepMemory()
      states.keepMemory()
    }
    return body(
      ArgumentsView(
        root: JSONView(bytes: bytes, nodes: base, index: 0), slots: slots.elements,
        states: states.elements))
  }

  /// The decoded text of a string, or the text of another simple value; nil when it is not there.
  package func text(_ slot: InputSlot) -> String? {
    withView { view in
      view.value(slot).flatMap { value in
        switch value.kind {
        case .object, .array: nil
        case .string where value.node.isEscaped:
          String(decoding: JSONEscapes.decoded(value.raw), as: UTF8.self)
        default: String(decoding: value.raw, as: UTF8.self)
        }
      }
    } ?? nil
  }

  /// How an input came to its value; of a location inside an input, how that one did.
  package func state(_ slot: InputSlot) -> InputState {
    withView { $0.state(slot) } ?? []
  }
}
