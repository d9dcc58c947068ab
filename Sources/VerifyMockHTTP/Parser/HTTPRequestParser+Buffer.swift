extension HTTPRequestParser {
  /// Adds bytes that have arrived; after a refusal they are dropped.
  package mutating func append(_ bytes: UnsafeRawBufferPointer) {
    if stage != .refused { buffer.append(bytes) }
  }

  /// Lets `read` put bytes into the buffer itself, which saves a copy.
  ///
  /// `read` gets at least `count` bytes of room and returns how many it filled, or a number below
  /// one for none; that number is the result, as of `recv`.
  package mutating func receive(
    atLeast count: Int = 4096, _ read: (UnsafeMutableRawBufferPointer) -> Int
  ) -> Int {
    let result = read(buffer.room(for: count))
    if stage != .refused { buffer.commit(result) }
    return result
  }

  /// Takes out what came behind the complete request: after a CONNECT it is no HTTP.
  package mutating func takeRest() -> [UInt8] {
    guard stage == .complete, let base = buffer.base, buffer.count > cursor else { return [] }
    let rest = Array(UnsafeBufferPointer(start: base + cursor, count: buffer.count - cursor))
    buffer.remove(from: cursor, to: buffer.count)
    return rest
  }

  /// Gives up the message that is being read, and its memory; what still comes is dropped.
  package mutating func abandon() {
    if stage != .refused { refusal = .outOfRoom }
    stage = .refused
    buffer.drop(buffer.count)
    buffer.release()
    fields.release()
  }

  /// Gives the memory back when nothing is buffered, so that an idle connection holds none.
  package mutating func releaseStorage() {
    guard stage == .start, buffer.count == 0 else { return }
    buffer.release()
    fields.release()
  }
}
