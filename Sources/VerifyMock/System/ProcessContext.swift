#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What a command knows of the process it runs in.
package enum ProcessContext {
  /// The value of a variable; nil when it is not set.
  package static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// All variables.
  package static var variables: [String: String] {
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

  package static var identifier: Int { Int(getpid()) }

  /// Whether a descriptor is a terminal: 0 is the input, 1 the output, 2 the errors.
  package static func isTerminal(_ descriptor: Int32) -> Bool {
    isatty(descriptor) == 1
  }

  package static func print(_ text: String) {
    _ = Files.writeAll(Array((text + "\n").utf8), to: 1)
  }

  package static func print(bytes: [UInt8]) {
    _ = Files.writeAll(bytes, to: 1)
  }

  package static func printError(_ text: String) {
    _ = Files.writeAll(Array((text + "\n").utf8), to: 2)
  }

  /// Ends the process.
  package static func exit(_ code: Int32) -> Never {
    #if canImport(Glibc)
    Glibc.exit(code)
    #elseif canImport(Musl)
    Musl.exit(code)
    #else
    Darwin.exit(code)
    #endif
  }

  /// Nanoseconds since 1970, by the system's clock.
  package static var wallClock: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
