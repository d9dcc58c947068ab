package import VerifyMockCore
package import VerifyMockJSON

/// A body read backwards by the template that should have written it.
package struct TemplateReading: Sendable {
  /// A placeholder with the value that stands in its place.
  package struct Slot: Sendable {
    package let placeholder: Placeholder
    package let path: [String]
    package let value: JSONElement
  }

  package struct List: Sendable {
    package let list: TemplateList
    package let path: [String]
    package let items: [TemplateReading]
  }

  package private(set) var slots: [Slot] = []
  package private(set) var lists: [List] = []
  package private(set) var literalMatches = 0
  /// Places where the body is not what the template writes.
  package private(set) var mismatches: [[String]] = []
  /// Texts and numbers that are others than the template's own.
  package private(set) var differences: [Difference] = []

  /// A value that the template fixes and the body has otherwise.
  package struct Difference: Sendable {
    package let path: [String]
    package let expected: String
    package let value: JSONElement
  }

  package init(_ node: TemplateNode, _ body: JSONElement) {
    read(node, body, [])
  }

  private init(_ node: TemplateNode, _ body: JSONElement, at path: [String]) {
    read(node, body, path)
  }

  /// The value of a term, outside lists; a country is not the number that it is of.
  package func slot(_ term: Term) -> Slot? {
    slots.first { $0.placeholder.term == term && $0.placeholder.view != .country }
  }

  package func text(_ term: Term) -> String? {
    slot(term).flatMap { $0.value.string ?? $0.value.numberText }
  }

  /// The text of a kept value.
  package func kept(_ kept: Int) -> String? {
    slots.first {
      [.verificationKept, .numberKept].contains($0.placeholder.term)
        && $0.placeholder.kept == kept
    }?.value.string
  }

  package func list(_ kind: TemplateList) -> [TemplateReading]? {
    lists.first { $0.list == kind }?.items
  }

  /// Every slot, those of items included.
  package var allSlots: [Slot] {
    slots + lists.flatMap { $0.items.flatMap(\.allSlots) }
  }

  private mutating func read(_ node: TemplateNode, _ body: JSONElement, _ path: [String]) {
    switch node {
    case .literal(let text):
      if let wanted = try? JSONDocument(text), JSONValue(wanted.root) == JSONValue(body) {
        literalMatches += 1
      } else {
        mismatches.append(path)
        if let text = (try? JSONDocument(text))?.root.string, body.kind == .string {
          differences.append(Difference(path: path, expected: text, value: body))
        }
      }
    case .slot(let placeholder):
      slots.append(Slot(placeholder: placeholder, path: path, value: body))
    case .text(let segments): read(segments, body, path)
    case .object(let members):
      guard body.kind == .object else {
        mismatches.append(path)
        return
      }
      for member in members {
        if let value = body[member.key] {
          read(member.value, value, path + [member.key])
        } else if !member.isOptional {
          mismatches.append(path + [member.key])
        }
      }
    case .array(let nodes):
      guard body.kind == .array, body.elements.count == nodes.count else {
        mismatches.append(path)
        return
      }
      for (i, (node, value)) in zip(nodes, body.elements).enumerated() {
        read(node, value, path + ["\(i)"])
      }
    case .each(let list, let item, _):
      let items = body.elements.enumerated().map {
        TemplateReading(item, $1, at: path + ["\($0)"])
      }
      lists.append(List(list: list, path: path, items: items))
    }
  }

  private mutating func read(
    _ segments: [TemplateNode.Segment], _ body: JSONElement, _ path: [String]
  ) {
    guard let text = body.string else {
      mismatches.append(path)
      return
    }
    var rest = text[...]
    var hasMatched = true
    for case .literal(let bytes) in segments {
      let part = String(decoding: bytes, as: UTF8.self)
      guard let found = Self.end(of: part, in: rest) else {
        hasMatched = false
        break
      }
      rest = rest[found...]
    }
    if hasMatched {
      literalMatches += 1
    } else {
      mismatches.append(path)
      let expected = segments.map { segment -> String in
        guard case .literal(let bytes) = segment else { return "…" }
        return String(decoding: bytes, as: UTF8.self)
      }
      differences.append(Difference(path: path, expected: expected.joined(), value: body))
    }
  }

  private static func end(of part: String, in text: Substring) -> String.Index? {
    var at = text.startIndex
    while at <= text.endIndex {
      if text[at...].hasPrefix(part) { return text.index(at, offsetBy: part.count) }
      guard at < text.endIndex else { return nil }
      at = text.index(after: at)
    }
    return nil
  }
}

/// Recognises how an operation ended from its answer, by the templates of its outcomes.
enum OutcomeRecognition {
  /// The outcomes that are answered like this: of the matching templates those with the most
  /// literals. Outcomes that a provider answers alike are returned together.
  static func outcomes(
    of operation: ProviderOperation?, status: Int?, body: JSONElement?
  ) -> Set<Outcome> {
    guard let operation, let status else { return [] }
    var best = -1
    var found: Set<Outcome> = []
    for outcome in Outcome.allCases {
      guard let answer = operation.answer(to: outcome), answer.status == status else { continue }
      var literals = 0
      if let template = answer.body {
        guard let body else { continue }
        let reading = TemplateReading(template.node, body)
        guard reading.mismatches.isEmpty else { continue }
        literals = reading.literalMatches
      }
      if literals > best {
        best = literals
        found = []
      }
      if literals == best { found.insert(outcome) }
    }
    return found
  }
}
