import VerifyMockJSON
import VerifyMockHTTP

/// The proxy that requests over TLS go through: it is asked for a way with CONNECT.
package struct HTTPProxy: Sendable, Equatable {
  /// Why what the environment says can't be used.
  package struct Failure: Error, Sendable, CustomStringConvertible {
    package let description: String
  }

  package let host: String
  package let port: UInt16
  /// The value of Proxy-Authorization; nil where the proxy wants none. Never printed.
  let authorization: String?

  /// Reads `http://[user:password@]host[:port]`, also without the scheme.
  package init(_ text: String) throws(Failure) {
    var rest = text[...]
    if let end = rest.firstOccurrence(of: "://") {
      let scheme = rest[..<end.lowerBound].lowercased()
      guard scheme == "http" else {
        throw Failure(description: "a proxy is reached by http://, not by \(scheme)://")
      }
      rest = rest[end.upperBound...]
    }
    rest = rest.prefix { $0 != "/" }
    if let at = rest.lastIndex(of: "@") {
      let encoded = Array(rest[..<at].utf8)
      let plain = PercentCoding.decode(encoded) ?? encoded
      authorization = "Basic " + String(decoding: Base64.encode(plain), as: UTF8.self)
      rest = rest[rest.index(after: at)...]
    } else {
      authorization = nil
    }
    guard let url = EndpointURL("http://" + rest) else {
      throw Failure(description: "a proxy's address is http://HOST[:PORT]")
    }
    host = url.host
    port = url.port
  }

  /// What `HTTPS_PROXY` or `ALL_PROXY` names for this URL, in either case of letters; nil for none,
  /// for a host of `NO_PROXY`, for this machine and for plain http.
  package static func ofEnvironment(
    for url: EndpointURL, variable: (String) -> String?
  ) throws(Failure) -> HTTPProxy? {
    guard url.isSecure, !url.isLoopback else { return nil }
    func value(_ name: String) -> String? {
      [name.lowercased(), name].lazy.compactMap(variable).first { !$0.isEmpty }
    }
    guard let text = value("HTTPS_PROXY") ?? value("ALL_PROXY") else { return nil }
    if let list = value("NO_PROXY"), isExcepted(url, by: list) { return nil }
    do throws(Failure) {
      return try HTTPProxy(text)
    } catch {
      throw Failure(description: "HTTPS_PROXY: \(error.description)")
    }
  }

  /// Whether a list as in `NO_PROXY` names the host: itself, its domain, or `*`.
  static func isExcepted(_ url: EndpointURL, by list: String) -> Bool {
    let host = url.host.lowercased()
    return list.lowercased().split { $0 == "," || $0 == " " }.contains { entry in
      if entry == "*" { return true }
      var name = entry
      if let colon = name.lastIndex(of: ":"), !name.hasSuffix("]"),
        let port = UInt16(name[name.index(after: colon)...]), name.first != ":"
      {
        guard port == url.port else { return false }
        name = name[..<colon]
      }
      if name.hasPrefix("*") { name = name.dropFirst() }
      if name.hasPrefix(".") { name = name.dropFirst() }
      return !name.isEmpty && (host == name || host.hasSuffix("." + name))
    }
  }
}
