/// What is asked for the password of a key that is encrypted.
enum PasswordCallback {
  typealias Function =
    @convention(c) (UnsafeMutablePointer<CChar>?, Int32, Int32, UnsafeMutableRawPointer?) -> Int32

  /// None: the library's own would ask on the terminal, and a server would hang there.
  static let none: Function = { _, _, _, _ in -1 }
}
