import Testing

@testable import VerifyMockCore

@Suite("Storage that every request writes anew")
struct ScratchBufferTests {
  @Test("takes over runs of bytes of every length")
  func runs() {
    let source = (0..<80).map { UInt8($0) }
    for count in 0...80 {
      var buffer = ScratchBuffer<UInt8>(capacity: 1)
      buffer.append(0xFF)
      source.withUnsafeBufferPointer { source in
        buffer.append(contentsOf: UnsafeBufferPointer(rebasing: source[..<count]))
      }
      buffer.append(0xFE)
      #expect(Array(buffer.elements) == [0xFF] + source.prefix(count) + [0xFE])
    }
  }

  @Test(
    "writes every number with its digits",
    arguments: [
      0, 1, 9, 10, 11, 99, 100, 12_345, 999_999, 1_000_000, 9_999_999_999_999_999_999,
      10_000_000_000_000_000_000, .max,
    ] as [UInt64])
  func digits(_ number: UInt64) {
    var buffer = ScratchBuffer<UInt8>()
    buffer.append(decimal: number)
    #expect(String(decoding: buffer.elements, as: UTF8.self) == String(number))
  }

  @Test("writes zeros in front of a short number", arguments: [(7, 3, "007"), (1_234, 2, "1234")])
  func padded(_ number: UInt64, _ digits: Int, _ text: String) {
    var buffer = ScratchBuffer<UInt8>()
    buffer.append(decimal: number, atLeast: digits)
    #expect(String(decoding: buffer.elements, as: UTF8.self) == text)
  }
}
