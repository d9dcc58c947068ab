import VerifyMockHTTP

/// An identifier whose text is written when somebody asks for it: most are never shown.
///
/// It keeps the generator as it stood, so the text is the one that drawing at once would have given.
package struct DrawnIdentifier: Sendable {
  let pattern: IdentifierPattern
  let generator: SeededGenerator

  init(pattern: IdentifierPattern, generator: SeededGenerator) {
    self.pattern = pattern
    self.generator = generator
  }

  /// The text.
  package var bytes: [UInt8] {
    var generator = generator
    return pattern.draw(from: &generator)
  }

  /// Lends the text.
  @inline(__always)
  func withBytes<R>(_ body: (Bytes) -> R) -> R {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: pattern.length) { room in
      if let start = room.baseAddress {
        var generator = generator
        pattern.write(from: &generator, to: start)
      }
      return body(Bytes(room))
    }
  }

  func append(to out: inout ScratchBuffer<UInt8>) {
    var generator = generator
    out.append(room: pattern.length) { pattern.write(from: &generator, to: $0) }
  }
}

extension IdentifierPattern {
  /// Draws an identifier whose text can wait.
  func reserve(from generator: inout SeededGenerator) -> DrawnIdentifier {
    let drawn = DrawnIdentifier(pattern: self, generator: generator)
    generator.skip(drawCount)
    return drawn
  }
}
