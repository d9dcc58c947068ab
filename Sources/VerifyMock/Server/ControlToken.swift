/// Makes up what opens the control API to other machines.
package enum ControlToken {
  /// 32 hexadecimal digits of the system's randomness.
  package static func random() -> String {
    var generator = SystemRandomNumberGenerator()
    let digits = Array("0123456789abcdef")
    return String((0..<32).map { _ in digits[Int(generator.next() % 16)] })
  }
}
