package import VerifyMockJSON

/// Reads values out of one document and collects what is wrong with them, so that one reading
/// reports every problem.
package final class DocumentReader {
  package let source: SourceText
  package private(set) var errors: [DocumentError] = []

  package init(_ source: SourceText) {
    self.source = source
  }

  package func note(_ element: JSONElement, _ problem: DocumentProblem) {
    errors.append(DocumentError(source.place(of: element), problem))
  }

  package func note(_ element: JSONElement, _ what: String, remedy: String? = nil) {
    note(element, .rule(what, remedy: remedy))
  }

  /// Reads one value; nil when it does not have the form, which is then noted.
  ///
  /// - Parameter subject: what the value is, for messages: `a price`.
  package func value<Value>(
    _ element: JSONElement, _ subject: String, _ form: ValueForm<Value>
  ) -> Value? {
    switch form.read(element, subject) {
    case .success(let value): return value
    case .failure(let unfit):
      note(element, unfit.problem)
      return nil
    }
  }

  /// Reads one value or a list of values, each with its element.
  package func values<Value>(
    _ element: JSONElement, _ subject: String, _ form: ValueForm<Value>
  ) -> [(value: Value, element: JSONElement)] {
    let elements = element.kind == .array ? element.elements : [element]
    return elements.compactMap { item in value(item, subject, form).map { ($0, item) } }
  }

  /// The members of an object whose names are free, repeated names noted and dropped.
  package func entries(
    of element: JSONElement, _ subject: String
  ) -> [(name: String, key: JSONElement, value: JSONElement)] {
    guard element.kind == .object else {
      note(element, .unfit(subject, expected: "an object", got: element.kind.name))
      return []
    }
    var result: [(name: String, key: JSONElement, value: JSONElement)] = []
    for (key, value) in element.members {
      let name = key.string ?? ""
      if result.contains(where: { $0.name.utf8.elementsEqual(name.utf8) }) {
        note(key, .repeatedKey(name))
      } else {
        result.append((name, key, value))
      }
    }
    return result
  }

  /// An object whose keys are known; unknown and repeated ones are noted and dropped.
  package func object(
    _ element: JSONElement, _ subject: String, keys: [String]
  ) -> DocumentObject? {
    guard element.kind == .object else {
      note(element, .unfit(subject, expected: "an object", got: element.kind.name))
      return nil
    }
    var members: [(name: String, value: JSONElement)] = []
    for (key, value) in element.members {
      let name = key.string ?? ""
      if !keys.contains(name) {
        note(key, .unknownKey(name, of: subject, known: keys))
      } else if members.contains(where: { $0.name == name }) {
        note(key, .repeatedKey(name))
      } else {
        members.append((name, value))
      }
    }
    return DocumentObject(element: element, subject: subject, reader: self, members: members)
  }

  /// The elements of a list, of which there must be at least `count`.
  package func list(
    _ element: JSONElement, _ subject: String, atLeast count: Int = 0
  ) -> [JSONElement] {
    guard element.kind == .array else {
      note(element, .unfit(subject, expected: "a list", got: element.kind.name))
      return []
    }
    if element.elements.count < count { note(element, "\(subject) must not be empty") }
    return element.elements
  }
}

/// One object of a document: reads its members by key, notes what is missing or unfit.
package struct DocumentObject {
  package let element: JSONElement
  /// What the object is, for messages: `a step`.
  package let subject: String
  package let reader: DocumentReader
  let members: [(name: String, value: JSONElement)]

  package subscript(key: String) -> JSONElement? {
    members.first { $0.name == key }?.value
  }

  /// A member's value; nil when it is absent, or noted because it is unfit.
  package func value<Value>(_ key: String, _ form: ValueForm<Value>) -> Value? {
    self[key].flatMap { reader.value($0, "'\(key)'", form) }
  }

  /// Replaces `target` by a member's value where there is one.
  package func read<Value>(_ key: String, _ form: ValueForm<Value>, into target: inout Value) {
    if let value = value(key, form) { target = value }
  }

  /// A member that must be there.
  package func required(_ key: String) -> JSONElement? {
    if let element = self[key] { return element }
    reader.note(element, .missingKey(key, of: subject))
    return nil
  }

  package func required<Value>(_ key: String, _ form: ValueForm<Value>) -> Value? {
    required(key).flatMap { reader.value($0, "'\(key)'", form) }
  }

  /// One text or a list of texts; empty when the member is absent.
  package func texts(_ key: String) -> [String] {
    self[key].map { reader.values($0, "'\(key)'", .string).map(\.value) } ?? []
  }

  /// A member that is an object; nil when it is absent.
  package func object(_ key: String, keys: [String]) -> DocumentObject? {
    self[key].flatMap { reader.object($0, "'\(key)'", keys: keys) }
  }

  /// The members of an object whose names are free; empty when it is absent.
  package func entries(
    _ key: String
  ) -> [(name: String, key: JSONElement, value: JSONElement)] {
    self[key].map { reader.entries(of: $0, "'\(key)'") } ?? []
  }

  /// The elements of a list; empty when it is absent.
  package func list(_ key: String) -> [JSONElement] {
    self[key].map { reader.list($0, "'\(key)'") } ?? []
  }
}

/// What must stand in a place of a document, and what it becomes.
package struct ValueForm<Value> {
  /// A value that does not have the form.
  package struct Unfit: Error {
    let problem: DocumentProblem
  }

  let read: (_ element: JSONElement, _ subject: String) -> Result<Value, Unfit>

  /// - Parameters:
  ///   - expected: what must stand there, with its article: `a duration`.
  ///   - convert: nil for a value that is something else.
  init(
    _ expected: @autoclosure @escaping () -> String, example: String? = nil,
    _ convert: @escaping (JSONElement) -> Value?
  ) {
    read = { element, subject in
      if let value = convert(element) { return .success(value) }
      let isContainer = element.kind == .object || element.kind == .array
      let got = isContainer ? element.kind.name : String(element.rawText.prefix(40))
      return .failure(
        Unfit(problem: .unfit(subject, expected: expected(), got: got, example: example)))
    }
  }

  /// One of a closed set of words.
  static func word(among words: [(name: String, value: Value)]) -> ValueForm {
    word(known: { words.map(\.name) }) { text in words.first { $0.name == text }?.value }
  }

  fileprivate static func word(
    known: @escaping () -> [String], _ convert: @escaping (String) -> Value?
  ) -> ValueForm {
    ValueForm { element, subject in
      guard let text = element.string else {
        return .failure(
          Unfit(problem: .unfit(subject, expected: "a string", got: element.kind.name)))
      }
      if let value = convert(text) { return .success(value) }
      return .failure(Unfit(problem: .unknownWord(subject, word: text, known: known())))
    }
  }

  private init(read: @escaping (JSONElement, String) -> Result<Value, Unfit>) {
    self.read = read
  }
}

extension ValueForm where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
  /// One of the cases, by its raw value.
  static var word: ValueForm {
    .word(known: { Value.allCases.map(\.rawValue) }) { Value(rawValue: $0) }
  }
}

extension ValueForm where Value == Outcome {
  /// The name of an outcome.
  static var outcome: ValueForm {
    .word(known: { Outcome.names }) { Outcome(name: $0) }
  }
}

extension ValueForm where Value == String {
  static var string: ValueForm { ValueForm("a string") { $0.string } }
}

extension ValueForm where Value == [UInt8] {
  /// A string, as its bytes.
  static var bytes: ValueForm { ValueForm("a string") { $0.stringBytes } }
}

extension ValueForm where Value == Bool {
  static var boolean: ValueForm { ValueForm("true or false") { $0.bool } }
}

extension ValueForm where Value == Int {
  /// - Parameter word: a word that may stand there too, for messages.
  static func integer(_ range: ClosedRange<Int>, or word: String? = nil) -> ValueForm {
    ValueForm(
      "a whole number from \(range.lowerBound) to \(range.upperBound)"
        + (word.map { " or \"\($0)\"" } ?? "")
    ) { element in element.int.flatMap { range.contains($0) ? $0 : nil } }
  }
}

extension ValueForm where Value == Interval {
  static var duration: ValueForm {
    ValueForm("a duration", example: "\"200ms\", \"90s\", \"11m\", \"2h\" or \"1d\"") {
      $0.string.flatMap { Interval($0) }
    }
  }
}

extension ValueForm where Value == Rate {
  static var rate: ValueForm {
    ValueForm("a count and a duration", example: "\"20/1m\"") { $0.string.flatMap { Rate($0) } }
  }
}

extension ValueForm where Value == PhoneNumber {
  static var phone: ValueForm {
    ValueForm("a telephone number", example: "\"+14155550100\"") {
      $0.string.flatMap { PhoneNumber($0) }
    }
  }
}

extension ValueForm where Value == IdentifierPattern {
  static var identifier: ValueForm {
    ValueForm("an identifier's pattern", example: "\"{uuid}\", \"AB{hex:32}\" or \"{digits:12}\"") {
      $0.string.flatMap { IdentifierPattern($0) }
    }
  }
}
