/// A server that a contract names, with the defaults of its variables filled in.
package struct ContractServer: Hashable, Sendable {
  /// `https`, or empty when the address is relative to the document's.
  package let scheme: String
  /// Host and port, or empty.
  package let host: String
  /// The path in front of every path of the contract, without a final slash: empty or `/v1`.
  package let basePath: String

  package init(scheme: String, host: String, basePath: String) {
    self.scheme = scheme
    self.host = host
    self.basePath = basePath
  }

  /// Takes an absolute or a relative address apart.
  init(address: String) {
    var rest = Substring(address)
    var scheme = ""
    var host = ""
    if let separator = Self.range(of: "://", in: rest) {
      scheme = rest[..<separator.lowerBound].lowercased()
      rest = rest[separator.upperBound...]
      let end = rest.firstIndex(of: "/") ?? rest.endIndex
      host = String(rest[..<end])
      rest = rest[end...]
    }
    rest = rest.prefix { $0 != "?" && $0 != "#" }
    while rest.last == "/" { rest.removeLast() }
    if let first = rest.first, first != "/" { rest = "/" + rest }
    self.init(scheme: scheme, host: host, basePath: String(rest))
  }

  private static func range(of text: String, in other: Substring) -> Range<Substring.Index>? {
    var at = other.startIndex
    while at < other.endIndex {
      if other[at...].hasPrefix(text) {
        return at..<other.index(at, offsetBy: text.count)
      }
      at = other.index(after: at)
    }
    return nil
  }
}
