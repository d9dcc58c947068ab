import VerifyMockJSON

/// Reads templates out of a document: resolves shapes and placeholders and notes what is wrong.
struct TemplateCompiler {
  let shapes: [String: JSONElement]
  let keptNames: [String]
  /// Shapes being put in, against shapes that contain themselves.
  private var open: [String] = []

  init(shapes: [String: JSONElement], keptNames: [String]) {
    self.shapes = shapes
    self.keptNames = keptNames
  }

  /// A JSON body; nil when something was noted.
  mutating func body(
    _ element: JSONElement, subjects: Set<Term.Subject>, reader: inout DocumentReader
  ) -> TemplateNode? {
    switch element.kind {
    case .string: return string(element, subjects: subjects, reader: &reader)
    case .array:
      let items = element.elements.compactMap {
        body($0, subjects: subjects, reader: &reader)
      }
      return items.count == element.elements.count ? .array(items) : nil
    case .object:
      if element["$each"] != nil { return each(element, subjects: subjects, reader: &reader) }
      return members(of: element, subjects: subjects, reader: &reader).map { .object($0) }
    default:
      return .literal(Array(element.rawText.utf8))
    }
  }

  /// Plain text with placeholders.
  mutating func text(
    _ element: JSONElement, subjects: Set<Term.Subject>, reader: inout DocumentReader
  ) -> [TemplateNode.Segment]? {
    guard let text = element.string else {
      reader.note(element, "a text must be a string, not \(element.kind.name)")
      return nil
    }
    return segments(text, at: element, subjects: subjects, reader: &reader)
  }

  private mutating func string(
    _ element: JSONElement, subjects: Set<Term.Subject>, reader: inout DocumentReader
  ) -> TemplateNode? {
    guard
      let segments = segments(
        element.string ?? "", at: element, subjects: subjects, reader: &reader)
    else { return nil }
    if segments.count == 1, case .slot(let placeholder) = segments[0] { return .slot(placeholder) }
    if !segments.contains(where: { if case .slot = $0 { true } else { false } }) {
      return .literal(Array(element.rawText.utf8))
    }
    return .text(segments)
  }

  private func segments(
    _ text: String, at element: JSONElement, subjects: Set<Term.Subject>,
    reader: inout DocumentReader
  ) -> [TemplateNode.Segment]? {
    var result: [TemplateNode.Segment] = []
    var rest = Array(text.utf8)[...]
    let opening = Array("{{".utf8)
    let closing = Array("}}".utf8)
    while let start = rest.firstRange(of: opening) {
      if start > rest.startIndex { result.append(.literal(Array(rest[rest.startIndex..<start]))) }
      let inner = rest[(start + 2)...]
      guard let end = inner.firstRange(of: closing) else {
        reader.note(element, "'{{' is not closed", hint: "write '}}' behind the name")
        return nil
      }
      let name = String(decoding: inner[inner.startIndex..<end], as: UTF8.self)
      do throws(Placeholder.Unknown) {
        let placeholder = try Placeholder(name, keptNames: keptNames)
        guard subjects.contains(placeholder.term.subject) else {
          reader.note(
            element, "'\(name)' does not exist here",
            hint: "here are: "
              + Term.Subject.allCases.filter(subjects.contains).map(\.rawValue)
              .joined(separator: ", "))
          return nil
        }
        if placeholder.term == .verificationCode, !subjects.contains(.callback),
          !subjects.contains(.walkthrough), !allowsCode
        {
          reader.note(
            element, "the code may stand only in a channel's 'message'",
            hint: "an answer that tells the code defeats the verification")
          return nil
        }
        result.append(.slot(placeholder))
      } catch {
        reader.note(element, error.what, hint: error.hint)
        return nil
      }
      rest = inner[(end + 2)...]
    }
    if !rest.isEmpty { result.append(.literal(Array(rest))) }
    return result
  }

  /// Set while a channel's message is read.
  var allowsCode = false

  private mutating func each(
    _ element: JSONElement, subjects: Set<Term.Subject>, reader: inout DocumentReader
  ) -> TemplateNode? {
    guard
      let fields = reader.fields(of: element, "a list", keys: ["$each", "item", "empty"]),
      let name = fields["$each"],
      let list = reader.word(
        name, "the list", among: TemplateList.allCases.map { ($0.rawValue, $0) }),
      let item = reader.required("item", of: fields)
    else { return nil }
    var inner = subjects
    switch list {
    case .items:
      inner.formUnion([.verification, .number])
      guard subjects.contains(.page) else {
        reader.note(name, "'page.items' exists only in a list's answer")
        return nil
      }
    default:
      if let subject = list.subject { inner.insert(subject) }
    }
    guard let itemNode = body(item, subjects: inner, reader: &reader) else { return nil }
    let empty: TemplateNode
    if let element = fields["empty"] {
      guard let node = body(element, subjects: subjects, reader: &reader) else { return nil }
      empty = node
    } else {
      empty = .literal(Array("[]".utf8))
    }
    return .each(list, item: itemNode, empty: empty)
  }

  private mutating func members(
    of element: JSONElement, subjects: Set<Term.Subject>, reader: inout DocumentReader
  ) -> [TemplateNode.Member]? {
    var result: [TemplateNode.Member] = []
    var failed = false
    for (key, value) in element.members {
      let name = key.string ?? ""
      if name == "$use" {
        if let used = use(value, subjects: subjects, reader: &reader) {
          for member in used { put(member, into: &result) }
        } else {
          failed = true
        }
        continue
      }
      if name.hasPrefix("$") {
        reader.note(key, "there is no form '\(name)'", hint: "it is one of: $use, $each")
        failed = true
        continue
      }
      let isOptional = name.hasSuffix("?")
      guard let node = body(value, subjects: subjects, reader: &reader) else {
        failed = true
        continue
      }
      put(
        TemplateNode.Member(
          key: isOptional ? String(name.dropLast()) : name, isOptional: isOptional, value: node),
        into: &result)
    }
    return failed ? nil : result
  }

  /// A later key overrides an earlier one and keeps its place.
  private func put(_ member: TemplateNode.Member, into members: inout [TemplateNode.Member]) {
    if let i = members.firstIndex(where: { $0.key == member.key }) {
      members[i] = member
    } else {
      members.append(member)
    }
  }

  private mutating func use(
    _ element: JSONElement, subjects: Set<Term.Subject>, reader: inout DocumentReader
  ) -> [TemplateNode.Member]? {
    guard let name = reader.string(element, "a shape's name") else { return nil }
    guard let shape = shapes[name] else {
      reader.note(
        element, "there is no shape '\(name)'",
        hint: NearestName.of(name, in: shapes.keys.sorted()).map { "did you mean '\($0)'?" })
      return nil
    }
    guard !open.contains(name) else {
      reader.note(element, "the shape '\(name)' contains itself")
      return nil
    }
    guard shape.kind == .object else {
      reader.note(shape, "a shape must be an object, not \(shape.kind.name)")
      return nil
    }
    open.append(name)
    defer { open.removeLast() }
    return members(of: shape, subjects: subjects, reader: &reader)
  }
}

extension ArraySlice<UInt8> {
  /// The start of the first run of these bytes.
  func firstRange(of needle: [UInt8]) -> Int? {
    guard count >= needle.count else { return nil }
    for i in startIndex...(endIndex - needle.count)
    where self[i..<i + needle.count].elementsEqual(needle) {
      return i
    }
    return nil
  }
}
