import VerifyMockHTTP
import VerifyMockNetwork

/// Who may drive the mock: loopback peers that name it by a loopback name, and whoever has the
/// token; never a web page of another origin.
struct ControlGuard: Sendable {
  var token: ControlToken?
  var allowedHosts: [String] = []

  /// - Returns: why the request is refused; nil when it is not.
  func refusal(of request: HTTPRequestView, isLoopback: Bool) -> ControlError? {
    if let origin = request.value(of: "origin"), !isOwn(origin, request) {
      return ControlError(
        403, "requests of web pages from another origin are refused", at: "Origin",
        hint: "call the control API from the test itself")
    }
    if hasToken(request) { return nil }
    guard isLoopback else {
      return ControlError(
        403, "only this machine may use the control API without its token", at: "peer",
        hint: "send 'X-Verify-Mock-Token' with the token that was printed at the start")
    }
    guard let host = request.host, isAllowed(Self.name(ofHost: host)) else {
      return ControlError(
        403, "the control API is not known by this host name", at: "Host",
        hint: "start with --allow-host NAME, or use 127.0.0.1 or localhost")
    }
    return nil
  }

  /// Whether a request carries the control token, in either of its two fields.
  func hasToken(_ request: HTTPRequestView) -> Bool {
    guard let token else { return false }
    if let given = request.value(of: "x-verify-mock-token"), token.equals(given) { return true }
    if case .bearer(let given) = HTTPAuthorization(of: request) {
      return given.withUnsafeBufferPointer { token.equals($0) }
    }
    return false
  }

  /// The page at `/` is of our own origin.
  private func isOwn(_ origin: Bytes, _ request: HTTPRequestView) -> Bool {
    guard let host = request.host else { return false }
    let text = String(decoding: origin, as: UTF8.self)
    let own = String(decoding: host, as: UTF8.self)
    return (text == "http://" + own || text == "https://" + own)
      && isAllowed(Self.name(ofHost: host))
  }

  private func isAllowed(_ name: String) -> Bool {
    let name = name.lowercased()
    return NameLookup.isThisMachine(name) || allowedHosts.contains { $0.lowercased() == name }
  }

  /// A Host field without its port.
  private static func name(ofHost field: Bytes) -> String {
    let text = String(decoding: field, as: UTF8.self)
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") { return String(text[...end]) }
    return String(text.prefix { $0 != ":" })
  }
}

/// What opens the control API to other machines: visible ASCII characters, at least one.
package struct ControlToken: Sendable {
  private let bytes: [UInt8]

  /// Refuses a text that is empty or that a header field can't carry unchanged.
  package init(_ text: String) throws(MockServerError) {
    guard text.utf8.contains(where: { $0 != 0x20 && $0 != 0x09 }) else {
      throw MockServerError(
        "the control token is empty, which would open the control API to everyone: "
          + "give one, or leave it out")
    }
    guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw MockServerError(
        "the control token has a space or a character outside ASCII: "
          + "use letters, digits and punctuation")
    }
    bytes = Array(text.utf8)
  }

  /// 32 hexadecimal digits of the system's randomness.
  package static func random() -> String {
    var generator = SystemRandomNumberGenerator()
    let digits = Array("0123456789abcdef")
    return String((0..<32).map { _ in digits[Int(generator.next() % 16)] })
  }

  /// Compares in a time that depends on the length of `given` alone.
  func equals(_ given: Bytes) -> Bool {
    var difference = given.count ^ bytes.count
    for (index, byte) in given.enumerated() {
      difference |= Int(byte ^ bytes[index % bytes.count])
    }
    return difference == 0
  }
}
