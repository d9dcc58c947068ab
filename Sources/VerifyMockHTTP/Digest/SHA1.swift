/// SHA-1, [FIPS 180-4](https://doi.org/10.6028/NIST.FIPS.180-4) section 6.1: still in old signatures.
package struct SHA1: HashFunction {
  package static let blockByteCount = 64
  package static let lengthByteCount = 8
  package static let isBigEndian = true

  private var h0: UInt32 = 0x6745_2301
  private var h1: UInt32 = 0xEFCD_AB89
  private var h2: UInt32 = 0x98BA_DCFE
  private var h3: UInt32 = 0x1032_5476
  private var h4: UInt32 = 0xC3D2_E1F0

  package init() {}

  package mutating func compress(_ block: ArraySlice<UInt8>) {
    var w: [UInt32] = block.words()
    for t in 16..<80 {
      w.append((w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16]).rotatedLeft(1))
    }
    var (a, b, c, d, e) = (h0, h1, h2, h3, h4)
    for t in 0..<80 {
      let mixed: UInt32
      let constant: UInt32
      switch t / 20 {
      case 0: (mixed, constant) = ((b & c) | (~b & d), 0x5A82_7999)
      case 1: (mixed, constant) = (b ^ c ^ d, 0x6ED9_EBA1)
      case 2: (mixed, constant) = ((b & c) | (b & d) | (c & d), 0x8F1B_BCDC)
      default: (mixed, constant) = (b ^ c ^ d, 0xCA62_C1D6)
      }
      let sum = a.rotatedLeft(5) &+ mixed &+ e &+ constant &+ w[t]
      (e, d, c, b, a) = (d, c, b.rotatedLeft(30), a, sum)
    }
    h0 &+= a
    h1 &+= b
    h2 &+= c
    h3 &+= d
    h4 &+= e
  }

  package var digest: [UInt8] {
    [h0, h1, h2, h3, h4].flatMap(\.bigEndianBytes)
  }
}
