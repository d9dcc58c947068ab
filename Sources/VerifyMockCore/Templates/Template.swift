import VerifyMockJSON

/// A body, message, header or text of a document with its placeholders resolved.
package struct Template: Sendable {
  /// The template as a tree: the mock writes it, the conformance runner reads it backwards.
  package let node: TemplateNode
  /// Whether the result is JSON; else it is the plain text of the segments.
  let isJSON: Bool

  /// A JSON value.
  package init(_ node: TemplateNode) {
    self.node = node
    isJSON = true
  }

  /// Plain text.
  package init(text segments: [TemplateNode.Segment]) {
    node = .text(segments)
    isJSON = false
  }

  /// The text with every placeholder's value.
  func rendered(_ context: RenderContext) -> [UInt8] {
    if !isJSON, case .text(let segments) = node { return context.text(of: segments) }
    var out: [UInt8] = []
    out.reserveCapacity(256)
    context.append(node, to: &out)
    return out
  }
}

/// A template as a document has it, with shapes put in and placeholders resolved.
package indirect enum TemplateNode: Sendable, Equatable {
  /// JSON text without a placeholder.
  case literal([UInt8])
  /// A value that keeps its type.
  case slot(Placeholder)
  /// A string with placeholders inside.
  case text([Segment])
  case object([Member])
  case array([TemplateNode])
  case each(TemplateList, item: TemplateNode, empty: TemplateNode)

  package enum Segment: Sendable, Equatable {
    /// Plain text, not escaped.
    case literal([UInt8])
    case slot(Placeholder)

    var placeholder: Placeholder? {
      if case .slot(let placeholder) = self { placeholder } else { nil }
    }
  }

  package struct Member: Sendable, Equatable {
    package let key: String
    /// Whether the member is left out when its value is absent.
    package let isOptional: Bool
    package let value: TemplateNode
    /// The key in quotes and a colon.
    let keyText: [UInt8]

    init(key: String, isOptional: Bool, value: TemplateNode) {
      self.key = key
      self.isOptional = isOptional
      self.value = value
      keyText = JSONText.quoted(Array(key.utf8)) + [UInt8(ascii: ":")]
    }
  }
}

/// A list that `$each` goes through.
package enum TemplateList: String, Sendable, CaseIterable {
  case attempts = "verification.attempts"
  case checks = "verification.checks"
  case items = "page.items"
  case violations

  /// What each item is; nil where that depends on the list's page.
  package var subject: Term.Subject? {
    switch self {
    case .attempts: .attempt
    case .checks: .check
    case .items: nil
    case .violations: .violation
    }
  }
}

extension RenderContext {
  /// Appends a template as a JSON value.
  fileprivate func append(_ node: TemplateNode, to out: inout [UInt8]) {
    switch node {
    case .literal(let json): out += json
    case .slot(let placeholder): append(placeholder, to: &out)
    case .text(let segments): JSONText.append(text(of: segments), to: &out)
    case .object(let members):
      var separator = UInt8(ascii: "{")
      for member in members where !(member.isOptional && isAbsent(member.value)) {
        out.append(separator)
        out += member.keyText
        append(member.value, to: &out)
        separator = UInt8(ascii: ",")
      }
      if separator == UInt8(ascii: "{") { out.append(separator) }
      out.append(UInt8(ascii: "}"))
    case .array(let nodes):
      out.append(UInt8(ascii: "["))
      for (i, node) in nodes.enumerated() {
        if i > 0 { out.append(UInt8(ascii: ",")) }
        append(node, to: &out)
      }
      out.append(UInt8(ascii: "]"))
    case .each(let list, let item, let empty):
      let count = count(of: list)
      if count == 0 { return append(empty, to: &out) }
      var inner = self
      for index in 0..<count {
        out.append(UInt8(ascii: index == 0 ? "[" : ","))
        inner.select(index, of: list)
        inner.append(item, to: &out)
      }
      out.append(UInt8(ascii: "]"))
    }
  }

  /// Appends a value with its JSON type; null when it is absent.
  private func append(_ placeholder: Placeholder, to out: inout [UInt8]) {
    switch value(of: placeholder) {
    case nil: out += Array("null".utf8)
    case .json(let text)?: out += text
    case .path(let names)?:
      JSONWriter.append(to: &out) { writer in
        writer.beginArray()
        for (i, name) in names.enumerated() {
          // The first name is a section of the request; later ones may be positions in a list.
          if i > 0, let index = Int(name), index >= 0 {
            writer.int(index)
          } else {
            writer.string(name)
          }
        }
        writer.endArray()
      }
    case let value? where placeholder.isInteger: out += text(of: value, as: placeholder.view)
    case let value?: JSONText.append(text(of: value, as: placeholder.view), to: &out)
    }
  }

  /// Plain text; an absent value is empty.
  fileprivate func text(of segments: [TemplateNode.Segment]) -> [UInt8] {
    var out: [UInt8] = []
    for segment in segments {
      switch segment {
      case .literal(let bytes): out += bytes
      case .slot(let placeholder):
        if let value = value(of: placeholder) { out += text(of: value, as: placeholder.view) }
      }
    }
    return out
  }

  /// Whether an optional member is left out; the first placeholder of a text decides.
  private func isAbsent(_ node: TemplateNode) -> Bool {
    switch node {
    case .slot(let placeholder): value(of: placeholder) == nil
    case .text(let segments):
      segments.lazy.compactMap(\.placeholder).first.map { value(of: $0) == nil } ?? false
    case .each(let list, _, _): count(of: list) == 0
    case .literal, .object, .array: false
    }
  }
}

/// JSON strings as bytes.
enum JSONText {
  /// Appends a string with its quotes.
  static func append(_ bytes: [UInt8], to out: inout [UInt8]) {
    let isPlain = bytes.allSatisfy {
      $0 >= 0x20 && $0 < 0x80 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    if isPlain {
      out.append(UInt8(ascii: "\""))
      out += bytes
      out.append(UInt8(ascii: "\""))
    } else {
      JSONWriter.append(to: &out) { $0.string(bytes) }
    }
  }

  /// A string with its quotes.
  static func quoted(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    append(bytes, to: &out)
    return out
  }
}
