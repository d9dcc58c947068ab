import VerifyMockJSON
struct PatternError: Error { var message: String }
struct CompiledPattern: Sendable {
  let source: [UInt8]
  init(source: String) throws(PatternError) { self.source = Array(source.utf8) }
  func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool { true }
}
enum FormatID: Sendable { case none; init?(name: String) { return nil } }
enum FormatChecker {
  static func isValid(_ format: FormatID, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool { true }
}
