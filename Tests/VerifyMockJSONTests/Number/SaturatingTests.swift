import Testing
import VerifyMockJSON

@Suite("Arithmetic on numbers from outside")
struct SaturatingTests {
  static let edges: [Int8] = [.min, .min + 1, -100, -2, -1, 0, 1, 2, 11, 12, 100, .max - 1, .max]

  @Test("Sums, differences and products stop at the ends of the range", arguments: edges)
  func operations(a: Int8) {
    for b in Int8.min ... .max {
      #expect(a.saturatingAdd(b) == Int8(clamping: Int(a) + Int(b)))
      #expect(a.saturatingSubtract(b) == Int8(clamping: Int(a) - Int(b)))
      #expect(a.saturatingMultiply(b) == Int8(clamping: Int(a) * Int(b)))
    }
  }

  @Test("Numbers without a sign stop at zero")
  func unsigned() {
    #expect(UInt8(3).saturatingSubtract(4) == 0)
    #expect(UInt8(250).saturatingAdd(6) == 255)
    #expect(UInt8(16).saturatingMultiply(16) == 255)
  }

  @Test(
    "A fraction becomes a whole number or an end of the range",
    arguments: [
      (0.9, 0), (-0.9, 0), (1e300, Int.max), (-1e300, .min), (.infinity, .max),
      (-.infinity, .min), (.nan, 0), (9_223_372_036_854_775_808, .max),
      (-9_223_372_036_854_775_808, .min), (2_251_799_813_685_249.5, 2_251_799_813_685_249),
    ] as [(Double, Int)])
  func fractions(value: Double, whole: Int) {
    #expect(Int(saturating: value) == whole)
  }
}
