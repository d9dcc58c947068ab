/// Writes texts that a pattern matches.
package struct PatternSample {
  /// How many characters may still be added where a repetition lets them.
  private var spare: Int
  private var captured: [Int: [Unicode.Scalar]] = [:]
  private var scalars: [Unicode.Scalar] = []

  /// A longer text is not written.
  private static let most = 4_096

  /// A text of a length that the pattern matches; nil where none was found.
  ///
  /// What looks ahead or behind is passed over while writing, and the text is held against the
  /// pattern at the end: a text that is returned matches.
  package static func text(matching source: String, length: ClosedRange<Int>) -> String? {
    var parser = PatternParser(source)
    guard let (node, _) = try? parser.parse(), let pattern = try? CompiledPattern(source: source)
    else { return nil }
    var spare = 0
    // The first text tells how much is missing, the second makes up for it.
    for _ in 0..<2 {
      var sample = PatternSample(spare: spare)
      guard sample.write(node) else { return nil }
      let count = sample.scalars.count
      if count < length.lowerBound, spare == 0 {
        spare = length.lowerBound - count
        continue
      }
      var text = ""
      text.unicodeScalars.append(contentsOf: sample.scalars)
      let isRight = Array(text.utf8).withUnsafeBufferPointer { pattern.matches($0) }
      return isRight && length.contains(count) ? text : nil
    }
    return nil
  }

  private init(spare: Int) {
    self.spare = spare
  }

  /// Adds the least text of a node; false when there is none, or it would be too long.
  private mutating func write(_ node: PatternNode) -> Bool {
    guard scalars.count <= Self.most else { return false }
    switch node {
    case .empty, .start, .end, .wordBoundary, .look: return true
    case .set(let set):
      guard let scalar = set.someScalar else { return false }
      scalars.append(scalar)
      return true
    case .sequence(let nodes):
      for node in nodes where !write(node) { return false }
      return true
    case .alternatives(let nodes):
      let before = self
      for node in nodes {
        if write(node) { return true }
        self = before
      }
      return false
    case .group(let inner, let capture):
      let start = scalars.count
      guard write(inner) else { return false }
      captured[capture] = Array(scalars[start...])
      return true
    case .backreference(let capture):
      scalars += captured[capture] ?? []
      return true
    case .repeated(let inner, let least, let most): return write(inner, least: least, most: most)
    }
  }

  private mutating func write(_ node: PatternNode, least: Int, most: Int?) -> Bool {
    var times = 0
    while times < least {
      let before = scalars.count
      guard write(node) else { return false }
      times += 1
      // What adds nothing adds nothing however often it stands.
      if scalars.count == before { return true }
    }
    while spare > 0, times < most ?? .max {
      let before = scalars.count
      guard write(node), scalars.count > before else { break }
      spare -= scalars.count - before
      times += 1
    }
    return true
  }
}

extension ScalarSet {
  /// A scalar of the set, a plain one where it has such; nil for a set without any.
  var someScalar: Unicode.Scalar? {
    let plain: [Unicode.Scalar] = ["1", "a", "A"]
    if let scalar = plain.first(where: { contains($0.value) }) { return scalar }
    let others = (0x20...0x7E).lazy.map { UInt32($0) } + ranges.map(\.lowerBound)
    return others.first { contains($0) }.flatMap { Unicode.Scalar($0) }
  }
}
