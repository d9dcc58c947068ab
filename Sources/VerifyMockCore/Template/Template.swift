import VerifyMockJSON

/// A body, message, header or text of a document with its placeholders resolved.
package struct Template: Sendable {
  /// The template as a tree: the mock writes it, the conformance runner reads it backwards.
  package let node: TemplateNode
  /// Whether the result is JSON; else it is the plain text of the segments.
  let isJSON: Bool
  /// What the placeholders are about.
  let subjects: Set<Term.Subject>

  /// A JSON value.
  package init(_ node: TemplateNode) {
    self.init(node, isJSON: true)
  }

  /// Plain text.
  package init(text segments: [TemplateNode.Segment]) {
    self.init(.text(segments), isJSON: false)
  }

  private init(_ node: TemplateNode, isJSON: Bool) {
    self.node = node
    self.isJSON = isJSON
    subjects = Set(node.placeholders.map(\.term.subject))
  }

  /// The text with every placeholder's value.
  func rendered(_ context: RenderContext) -> [UInt8] {
    switch node {
    case .text(let segments) where !isJSON:
      return context.text(of: segments)
    default:
      var writer = JSONWriter()
      context.write(node, to: &writer)
      return writer.bytes
    }
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
  }

  package struct Member: Sendable, Equatable {
    package let key: String
    /// Whether the member is left out when its value is absent.
    package let isOptional: Bool
    package let value: TemplateNode
  }

  /// Every placeholder, those of lists included.
  var placeholders: [Placeholder] {
    switch self {
    case .literal: []
    case .slot(let placeholder): [placeholder]
    case .text(let segments):
      segments.compactMap { if case .slot(let placeholder) = $0 { placeholder } else { nil } }
    case .object(let members): members.flatMap(\.value.placeholders)
    case .array(let nodes): nodes.flatMap(\.placeholders)
    case .each(_, let item, let empty): item.placeholders + empty.placeholders
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
  /// Writes a template as a JSON value.
  fileprivate func write(_ node: TemplateNode, to writer: inout JSONWriter) {
    switch node {
    case .literal(let json): writer.rawValue(json)
    case .slot(let placeholder): write(placeholder, to: &writer)
    case .text(let segments): writer.string(text(of: segments))
    case .object(let members):
      writer.beginObject()
      for member in members where !(member.isOptional && isAbsent(member.value)) {
        writer.key(member.key)
        write(member.value, to: &writer)
      }
      writer.endObject()
    case .array(let nodes):
      writer.beginArray()
      for node in nodes { write(node, to: &writer) }
      writer.endArray()
    case .each(let list, let item, let empty):
      let count = count(of: list)
      guard count > 0 else { return write(empty, to: &writer) }
      writer.beginArray()
      for index in 0..<count { selecting(index, of: list).write(item, to: &writer) }
      writer.endArray()
    }
  }

  /// Writes a value with its JSON type; null when it is absent.
  private func write(_ placeholder: Placeholder, to writer: inout JSONWriter) {
    guard let value = value(of: placeholder) else { return writer.null() }
    switch value {
    case .json(let text): writer.rawValue(text)
    case .path(let names):
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
    case _ where placeholder.isInteger:
      writer.rawValue(text(of: value, as: placeholder.view))
    default: writer.string(text(of: value, as: placeholder.view))
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
    case .text: node.placeholders.first.map { value(of: $0) == nil } ?? false
    case .each(let list, _, _): count(of: list) == 0
    case .literal, .object, .array: false
    }
  }
}
