package import VerifyMockJSON

/// Reads values out of a document and notes what is wrong with them instead of stopping at the
/// first fault.
package struct DocumentReader: Sendable {
  package let source: SourceText
  package private(set) var errors: [DocumentError] = []

  package init(_ source: SourceText) {
    self.source = source
  }

  package mutating func note(_ element: JSONElement, _ what: String, hint: String? = nil) {
    errors.append(DocumentError(source.place(of: element), what, hint: hint))
  }

  /// Moves the notes of another reader of the same document here.
  package mutating func take(_ others: [DocumentError]) {
    errors += others
  }

  /// The members of an object by name; names outside `keys` and repeated ones are noted.
  ///
  /// - Parameter what: what the object is, for messages: `a step`.
  package mutating func fields(
    of element: JSONElement, _ what: String, keys: [String]
  ) -> Fields? {
    guard element.kind == .object else {
      note(element, "\(what) must be an object, not \(element.kind.name)")
      return nil
    }
    var values: [(name: String, value: JSONElement)] = []
    for (key, value) in element.members {
      let name = key.string ?? ""
      guard keys.contains(name) else {
        note(
          key, "\(what) has no key '\(name)'",
          hint: NearestName.of(name, in: keys).map { "did you mean '\($0)'?" }
            ?? "it can have: " + keys.filter { $0 != "$schema" }.joined(separator: ", "))
        continue
      }
      if values.contains(where: { $0.name == name }) {
        note(key, "'\(name)' stands here twice", hint: "take one of them away")
        continue
      }
      values.append((name, value))
    }
    return Fields(element: element, what: what, values: values)
  }

  /// The members of an object whose names are free.
  package mutating func entries(
    of element: JSONElement, _ what: String
  ) -> [(name: String, key: JSONElement, value: JSONElement)] {
    guard element.kind == .object else {
      note(element, "\(what) must be an object, not \(element.kind.name)")
      return []
    }
    var seen: Set<[UInt8]> = []
    var result: [(String, JSONElement, JSONElement)] = []
    for (key, value) in element.members {
      let bytes = key.stringBytes ?? []
      guard seen.insert(bytes).inserted else {
        note(key, "'\(key.string ?? "")' stands here twice", hint: "take one of them away")
        continue
      }
      result.append((key.string ?? "", key, value))
    }
    return result
  }

  package mutating func string(_ element: JSONElement, _ what: String) -> String? {
    if let string = element.string { return string }
    note(element, "\(what) must be a string, not \(element.kind.name)")
    return nil
  }

  /// One string, or a list of them.
  package mutating func strings(
    _ element: JSONElement, _ what: String
  ) -> [(text: String, element: JSONElement)] {
    let elements = element.kind == .array ? element.elements : [element]
    return elements.compactMap { item in string(item, what).map { ($0, item) } }
  }

  package mutating func integer(
    _ element: JSONElement, _ what: String, in range: ClosedRange<Int>
  ) -> Int? {
    if let value = element.int, range.contains(value) { return value }
    note(
      element,
      "\(what) must be a whole number from \(range.lowerBound)"
        + (range.upperBound == .max ? " up" : " to \(range.upperBound)")
        + ", not \(element.rawText.prefix(40))")
    return nil
  }

  package mutating func boolean(_ element: JSONElement, _ what: String) -> Bool? {
    if let value = element.bool { return value }
    note(element, "\(what) must be true or false, not \(element.kind.name)")
    return nil
  }

  package mutating func interval(_ element: JSONElement, _ what: String) -> Interval? {
    if let text = element.string, let interval = Interval(text) { return interval }
    note(
      element, "\(what) must be a duration, not \(element.rawText.prefix(40))",
      hint: "for example \"200ms\", \"90s\", \"11m\", \"2h\" or \"1d\"")
    return nil
  }

  /// One of a closed set of words.
  package mutating func word<Word>(
    _ element: JSONElement, _ what: String, among words: [(name: String, word: Word)]
  ) -> Word? {
    let names = words.map(\.name)
    guard let text = string(element, what) else { return nil }
    if let found = words.first(where: { $0.name == text }) { return found.word }
    note(
      element, "\(what) '\(text)' does not exist",
      hint: NearestName.of(text, in: names).map { "did you mean '\($0)'?" }
        ?? "it is one of: " + names.joined(separator: ", "))
    return nil
  }
}

extension DocumentReader {
  /// The known members of one object.
  package struct Fields {
    package let element: JSONElement
    package let what: String
    /// Few enough to be gone through faster than a table is made.
    private let values: [(name: String, value: JSONElement)]

    init(element: JSONElement, what: String, values: [(name: String, value: JSONElement)]) {
      self.element = element
      self.what = what
      self.values = values
    }

    package subscript(name: String) -> JSONElement? { values.first { $0.name == name }?.value }
  }

  /// A member that must be there.
  package mutating func required(_ name: String, of fields: Fields) -> JSONElement? {
    if let value = fields[name] { return value }
    note(fields.element, "\(fields.what) needs '\(name)'")
    return nil
  }
}
