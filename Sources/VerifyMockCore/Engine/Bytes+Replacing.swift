extension [UInt8] {
  /// Every occurrence of some bytes replaced.
  func replacing(_ needle: [UInt8], with other: [UInt8]) -> [UInt8] {
    guard !needle.isEmpty else { return self }
    var out: [UInt8] = []
    var rest = self[...]
    while let at = rest.firstRange(of: needle) {
      out += rest[rest.startIndex..<at]
      out += other
      rest = rest[(at + needle.count)...]
    }
    return out + rest
  }
}
