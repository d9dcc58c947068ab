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
