import VerifyMockJSON

/// A path template, taken apart at its slashes.
package struct ContractPath: Hashable, Sendable {
  /// As the document writes it: `/Account/{auth_id}/Session/`.
  package let template: String
  /// The segments without the empty one behind a final slash.
  package let segments: [Segment]

  package enum Segment: Hashable, Sendable {
    case literal(String)
    /// A parameter, with the text that must stand around it in the segment (mostly none).
    case parameter(String, prefix: String, suffix: String)
  }

  /// The names of the parameters in the order of the template.
  package var parameterNames: [String] {
    segments.compactMap {
      if case .parameter(let name, _, _) = $0 { name } else { nil }
    }
  }

  /// Reads a template.
  ///
  /// - Returns: nil when it does not begin with a slash, when its braces do not match, or when a
  ///   segment has more than one parameter.
  package init?(_ template: String) {
    guard template.utf8.first == UInt8(ascii: "/") else { return nil }
    var segments: [Segment] = []
    var parts = template.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    if parts.last?.isEmpty == true { parts.removeLast() }
    for part in parts {
      guard let open = part.firstIndex(of: "{") else {
        guard !part.contains("}") else { return nil }
        segments.append(.literal(String(part)))
        continue
      }
      let name = part[part.index(after: open)...].prefix { $0 != "}" }
      guard name.endIndex < part.endIndex, !name.isEmpty, !name.contains("{") else { return nil }
      let prefix = part[..<open]
      let suffix = part[part.index(after: name.endIndex)...]
      guard !prefix.contains("}"), !suffix.contains("{"), !suffix.contains("}") else { return nil }
      segments.append(
        .parameter(String(name), prefix: String(prefix), suffix: String(suffix)))
    }
    self.template = template
    self.segments = segments
  }
}

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
    var path = Substring(address)
    var scheme = ""
    var host = ""
    if let separator = address.firstOccurrence(of: "://") {
      scheme = address[..<separator.lowerBound].lowercased()
      path = address[separator.upperBound...]
      host = String(path.prefix { $0 != "/" })
      path = path.drop { $0 != "/" }
    }
    path = path.prefix { $0 != "?" && $0 != "#" }
    while path.last == "/" { path.removeLast() }
    if let first = path.first, first != "/" { path = "/" + path }
    self.init(scheme: scheme, host: host, basePath: String(path))
  }
}
