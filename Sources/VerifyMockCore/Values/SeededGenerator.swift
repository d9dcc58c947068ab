/// Random numbers that can be drawn again from the same seed.
///
/// The generator is SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number
/// Generators, 2014): not for secrets, which a mock has none of.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) {
    state = seed
  }

  /// A generator for one part of a run: parts do not disturb each other's numbers.
  package init(seed: UInt64, part: some Sequence<UInt8>) {
    // FNV-1a, so that the part's name and not its order of creation decides.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in part {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    self.init(seed: seed ^ hash)
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number below `bound`, or zero for a bound that is not positive; biased by less than one in
  /// 2³² for bounds up to that.
  package mutating func below(_ bound: Int) -> Int {
    let (high, low) = (next() >> 32).multipliedFullWidth(by: UInt64(max(1, bound)))
    return Int(truncatingIfNeeded: high << 32 | low >> 32)
  }
}
