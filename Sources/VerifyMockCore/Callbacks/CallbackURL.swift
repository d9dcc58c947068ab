import VerifyMockHTTP

/// A callback's address, taken apart for signatures.
struct CallbackURL: Sendable {
  let scheme: String
  let host: String
  /// With its colon, or empty.
  let port: String
  let path: String
  let query: String?

  init(_ text: String) {
    var rest = text[...]
    if let fragment = rest.firstIndex(of: "#") { rest = rest[..<fragment] }
    var scheme = "http"
    if let colon = rest.firstIndex(of: ":"), rest[colon...].hasPrefix("://") {
      scheme = String(rest[..<colon])
      rest = rest[rest.index(colon, offsetBy: 3)...]
    }
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    rest = rest[authority.endIndex...]
    var host = authority
    var port = ""
    if let colon = authority.lastIndex(of: ":"), !authority[colon...].contains("]") {
      host = authority[..<colon]
      port = String(authority[colon...])
    }
    if let question = rest.firstIndex(of: "?") {
      query = String(rest[rest.index(after: question)...])
      rest = rest[..<question]
    } else {
      query = nil
    }
    self.scheme = scheme
    self.host = String(host)
    self.port = port
    path = String(rest)
  }

  /// Scheme, host, port and path as written: no query, no fragment, no slash added.
  func bare(withPort: Bool) -> [UInt8] {
    Array("\(scheme)://\(host)\(withPort ? port : "")\(path)".utf8)
  }

  private var queryPairs: [FormPair] {
    guard let query else { return [] }
    let bytes = Array(query.utf8)
    return FormCoding.pairs(bytes) ?? []
  }

  /// The bare address with its sorted query and the fields: for GET all as one query, for POST
  /// the fields' names and values behind it without separators.
  func canonical(
    withPort: Bool, fields: [(name: String, value: [UInt8])], isGet: Bool
  ) -> [UInt8] {
    typealias Pair = (name: [UInt8], value: [UInt8])
    let own: [Pair] = queryPairs.map { ($0.name, $0.value) }
    let given: [Pair] = fields.map { (Array($0.name.utf8), $0.value) }
    func sorted(_ pairs: [Pair]) -> [Pair] {
      pairs.sorted { a, b in
        a.name == b.name
          ? a.value.lexicographicallyPrecedes(b.value) : a.name.lexicographicallyPrecedes(b.name)
      }
    }
    func joined(_ pairs: [Pair]) -> [UInt8] {
      Array(
        sorted(pairs).map { $0.name + [UInt8(ascii: "=")] + $0.value }
          .joined(separator: [UInt8(ascii: "&")]))
    }
    let base = bare(withPort: withPort)
    if isGet {
      let all = joined(own + given)
      return all.isEmpty ? base : base + [UInt8(ascii: "?")] + all
    }
    let line = joined(own)
    let tail = sorted(given).flatMap { $0.name + $0.value }
    if tail.isEmpty { return line.isEmpty ? base : base + [UInt8(ascii: "?")] + line }
    let dot: [UInt8] = line.isEmpty ? [] : [UInt8(ascii: ".")]
    return base + [UInt8(ascii: "?")] + line + dot + tail
  }
}
