import VerifyMock
import VerifyMockJSON
import VerifyMockNetwork

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The process that a command runs in: variables, terminal, output, exit.
enum ProcessContext {
  /// The value of a variable; nil when it is not set.
  static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// All variables.
  static var variables: [String: String] {
    var variables: [String: String] = [:]
    #if canImport(Darwin)
    var next: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = _NSGetEnviron().pointee
    #else
    var next: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = environ
    #endif
    while let entry = next?.pointee {
      let text = String(cString: entry)
      if let sign = text.firstIndex(of: "=") {
        variables[String(text[..<sign])] = String(text[text.index(after: sign)...])
      }
      next = next?.successor()
    }
    return variables
  }

  static var identifier: Int { Int(getpid()) }

  /// Whether a descriptor is a terminal: 0 is the input, 1 the output, 2 the errors.
  static func isTerminal(_ descriptor: Int32) -> Bool {
    isatty(descriptor) == 1
  }

  /// Opens `/dev/null` in the place of standard descriptors that are closed, so that no file or
  /// socket of ours takes their numbers. What is written there fails.
  static func reserveStandardDescriptors() {
    for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", O_RDONLY)
    }
  }

  /// The system's error at the first write to the standard output that failed; 0 for none.
  private static let outputError = Mutex<Int32>(0)

  /// Prints lines for a person, with no control characters in them but line feeds and tabs.
  ///
  /// Waits for the reader. A failure makes ``exit(_:)`` report it.
  static func print(_ text: String) {
    write(Array((text.visible(keepsLines: true) + "\n").utf8))
  }

  /// Prints a document: byte by byte for a program, without control characters on a terminal.
  ///
  /// - Parameter isStyled: whether it has colors and nothing else in it that must be escaped.
  static func print(bytes: [UInt8], isStyled: Bool = false) {
    guard isTerminal(1), !isStyled else { return write(bytes) }
    write(Array(String(decoding: bytes, as: UTF8.self).visible(keepsLines: true).utf8))
  }

  private static func write(_ bytes: [UInt8]) {
    outputError.withLock { error in
      guard error == 0, Files.writeAll(bytes, to: 1) < bytes.count else { return }
      error = errno
    }
  }

  /// Prints lines for a person to the standard error, as ``print(_:)`` does. There is nowhere to
  /// report a failure.
  static func printError(_ text: String) {
    _ = Files.writeAll(Array((text.visible(keepsLines: true) + "\n").utf8), to: 2)
  }

  /// Ends the process; with 2 instead of 0 when the standard output could not be written.
  ///
  /// A reader that went away, as `head` does, is no error to print: the code is then 141, which
  /// shells give to a program that SIGPIPE ended.
  static func exit(_ code: Int32) -> Never {
    let error = outputError.withLock { $0 }
    var code = code
    if error == EPIPE {
      if code == 0 { code = 128 + SIGPIPE }
    } else if error != 0 {
      printError("verify-mock: the standard output: \(Files.text(of: error))")
      if code == 0 { code = 2 }
    }
    #if canImport(Glibc)
    Glibc.exit(code)
    #elseif canImport(Musl)
    Musl.exit(code)
    #else
    Darwin.exit(code)
    #endif
  }
}
