import VerifyMockJSON

/// Reads templates out of a document: puts shapes in, resolves placeholders, notes what is wrong.
final class TemplateReader {
  let reader: DocumentReader
  /// Bodies by name, for `$use`; of the provider's document, also where a scenario is read.
  let shapes: [String: JSONElement]
  private let keptNames: [String]
  private let valueNames: [String]
  /// The names of the values that outcomes give: an outcome without one of them leaves it out.
  private let outcomeValues: Set<String>
  /// What the outcome that is being read gives, by name.
  private var given: [String: JSONValue] = [:]
  /// The shapes that are being put in, to find those that contain themselves.
  private var open: [String] = []
  /// Bodies that several operations share are read once.
  private var known: [Key: Template] = [:]

  private struct Key: Hashable {
    let index: Int
    let subjects: Set<Term.Subject>
    let given: [String: [UInt8]]
  }

  init(
    _ reader: DocumentReader, shapes: [String: JSONElement], rules: VerificationRules,
    outcomeValues: Set<String> = []
  ) {
    self.reader = reader
    self.shapes = shapes
    keptNames = rules.keptNames
    valueNames = rules.values.map(\.name)
    self.outcomeValues = outcomeValues
  }

  /// Sets what `{{outcome.NAME}}` stands for in the templates that are read next.
  func giveValues(_ values: [(name: String, value: JSONElement)]) {
    given = Dictionary(values.map { ($0.name, JSONValue($0.value)) }) { first, _ in first }
    for (name, value) in values where Term.byName["outcome." + name] != nil {
      reader.note(value, "'\(name)' is what every outcome has", remedy: "choose another name")
    }
  }

  /// A JSON body; nil when something was noted.
  func body(_ element: JSONElement, naming subjects: Set<Term.Subject>) -> Template? {
    let key = Key(index: element.index, subjects: subjects, given: given.mapValues { $0.bytes() })
    if let template = known[key] { return template }
    guard let node = node(element, subjects) else { return nil }
    let template = Template(node)
    known[key] = template
    return template
  }

  /// Plain text with placeholders; nil when something was noted.
  func text(
    _ element: JSONElement, naming subjects: Set<Term.Subject>, allowsCode: Bool = false
  ) -> Template? {
    guard let text = reader.value(element, "a text", .string) else { return nil }
    return segments(text, at: element, subjects, allowsCode: allowsCode).map { Template(text: $0) }
  }

  private func node(_ element: JSONElement, _ subjects: Set<Term.Subject>) -> TemplateNode? {
    switch element.kind {
    case .string: return string(element, subjects)
    case .array:
      let items = element.elements.map { node($0, subjects) }
      return items.contains(nil) ? nil : .array(items.compactMap(\.self))
    case .object:
      if element["$each"] != nil { return each(element, subjects) }
      return members(of: element, subjects).map { .object($0) }
    case .null, .true, .false, .number: return .literal(Array(element.rawText.utf8))
    }
  }

  /// The name of the outcome's value that a text in braces is; nil for another text.
  private func outcomeValue(_ text: String, _ subjects: Set<Term.Subject>) -> String? {
    let text = text.trimmingSpaces
    guard text.hasPrefix("outcome."), subjects.contains(.outcome) else { return nil }
    let name = String(text.dropFirst("outcome.".count))
    return outcomeValues.contains(name) ? name : nil
  }

  /// The name of the outcome's value that a whole string stands for.
  private func wholeValue(_ element: JSONElement, _ subjects: Set<Term.Subject>) -> String? {
    guard let text = element.string, text.hasPrefix("{{"), text.hasSuffix("}}") else { return nil }
    return outcomeValue(String(text.dropFirst(2).dropLast(2)), subjects)
  }

  private func string(_ element: JSONElement, _ subjects: Set<Term.Subject>) -> TemplateNode? {
    if let name = wholeValue(element, subjects) {
      return .literal((given[name] ?? .null).bytes())
    }
    guard let segments = segments(element.string ?? "", at: element, subjects) else { return nil }
    if segments.count == 1, case .slot(let placeholder) = segments[0] { return .slot(placeholder) }
    let hasSlot = segments.contains { if case .slot = $0 { true } else { false } }
    return hasSlot ? .text(segments) : .literal(Array(element.rawText.utf8))
  }

  private func segments(
    _ text: String, at element: JSONElement, _ subjects: Set<Term.Subject>,
    allowsCode: Bool = false
  ) -> [TemplateNode.Segment]? {
    var result: [TemplateNode.Segment] = []
    var rest = Array(text.utf8)[...]
    while let start = rest.firstOccurrence(of: Array("{{".utf8)) {
      if start > rest.startIndex { result.append(.literal(Array(rest[..<start]))) }
      let inner = rest[(start + 2)...]
      guard let end = inner.firstOccurrence(of: Array("}}".utf8)) else {
        reader.note(element, "'{{' is not closed", remedy: "write '}}' behind the name")
        return nil
      }
      let name = String(decoding: inner[..<end], as: UTF8.self)
      if let value = outcomeValue(name, subjects) {
        result.append(
          .literal(Array(given[value].map { RequestBuilder.text($0) }?.utf8 ?? "".utf8)))
        rest = inner[(end + 2)...]
        continue
      }
      guard let placeholder = placeholder(name, at: element, subjects, allowsCode: allowsCode)
      else { return nil }
      result.append(.slot(placeholder))
      rest = inner[(end + 2)...]
    }
    if !rest.isEmpty { result.append(.literal(Array(rest))) }
    return result
  }

  private func placeholder(
    _ name: String, at element: JSONElement, _ subjects: Set<Term.Subject>, allowsCode: Bool
  ) -> Placeholder? {
    let placeholder: Placeholder
    do throws(Placeholder.Unknown) {
      placeholder = try Placeholder(name, keptNames: keptNames, valueNames: valueNames)
    } catch {
      reader.note(element, error.problem)
      return nil
    }
    guard subjects.contains(placeholder.term.subject) else {
      let here = Term.Subject.allCases.filter(subjects.contains).map { "\($0)" }
      reader.note(
        element, "'\(name)' does not exist here",
        remedy: "here are: " + here.joined(separator: ", "))
      return nil
    }
    // Callbacks are signed by what the account knows; walkthroughs play the person with the phone.
    let mayKnowCode =
      allowsCode || subjects.contains(.callback) || subjects.contains(.walkthrough)
    if placeholder.term == .verificationCode, !mayKnowCode {
      reader.note(
        element, "the code may stand only in a channel's 'message'",
        remedy: "an answer that contains the code defeats the verification")
      return nil
    }
    return placeholder
  }

  private func each(_ element: JSONElement, _ subjects: Set<Term.Subject>) -> TemplateNode? {
    guard let fields = reader.object(element, "a list", keys: ["$each", "item", "empty"]),
      let list = fields.required("$each", ValueForm<TemplateList>.word),
      let item = fields.required("item")
    else { return nil }
    var inner = subjects
    if let subject = list.subject {
      inner.insert(subject)
    } else if subjects.contains(.page) {
      inner.formUnion([.verification, .number])
    } else {
      reader.note(fields["$each"] ?? element, "'\(list.rawValue)' exists only in a list's answer")
      return nil
    }
    guard let itemNode = node(item, inner) else { return nil }
    guard let empty = fields["empty"] else {
      return .each(list, item: itemNode, empty: .literal(Array("[]".utf8)))
    }
    return node(empty, subjects).map { .each(list, item: itemNode, empty: $0) }
  }

  /// The members of an object and of the shapes that it uses; nil when something was noted.
  private func members(
    of element: JSONElement, _ subjects: Set<Term.Subject>
  ) -> [TemplateNode.Member]? {
    var result: [TemplateNode.Member] = []
    var isWhole = true
    for (key, value) in element.members {
      let name = key.string ?? ""
      let found: [TemplateNode.Member]?
      if name == "$use" {
        found = use(value, subjects)
      } else if name.hasPrefix("$") {
        reader.note(key, "there is no form '\(name)'", remedy: "it is one of: $use, $each")
        found = nil
      } else {
        let isOptional = name.hasSuffix("?")
        if isOptional, let name = wholeValue(value, subjects), given[name] == nil { continue }
        found = node(value, subjects).map {
          [
            .init(
              key: isOptional ? String(name.dropLast()) : name, isOptional: isOptional, value: $0)
          ]
        }
      }
      guard let found else {
        isWhole = false
        continue
      }
      for member in found {
        // A later key overrides an earlier one and keeps its place.
        if let i = result.firstIndex(where: { $0.key == member.key }) {
          result[i] = member
        } else {
          result.append(member)
        }
      }
    }
    return isWhole ? result : nil
  }

  private func use(
    _ element: JSONElement, _ subjects: Set<Term.Subject>
  ) -> [TemplateNode.Member]? {
    guard let name = reader.value(element, "a shape's name", .string) else { return nil }
    guard let shape = shapes[name] else {
      reader.note(
        element, .unknownName(UnknownName("shape", name, known: shapes.keys.sorted())))
      return nil
    }
    guard !open.contains(name) else {
      reader.note(element, "the shape '\(name)' contains itself")
      return nil
    }
    guard shape.kind == .object else {
      reader.note(shape, .unfit("a shape", expected: "an object", got: shape.kind.name))
      return nil
    }
    open.append(name)
    defer { open.removeLast() }
    return members(of: shape, subjects)
  }
}
