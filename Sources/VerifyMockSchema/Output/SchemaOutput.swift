package import VerifyMockJSON

/// How the verdict on an instance is written.
package enum SchemaOutputFormat: String, Sendable, CaseIterable {
  /// One line for each violation, for people.
  case text
  /// [`{"valid":false}`](https://json-schema.org/draft/2020-12/json-schema-core#section-12.4.1)
  case flag
  /// [A flat list of errors, or of annotations](https://json-schema.org/draft/2020-12/json-schema-core#section-12.4.2)
  case basic
}

/// The verdict of `verify-mock schema` on one instance: what it prints, and how it ended.
package struct SchemaOutput: Sendable, Equatable {
  package enum Outcome: Sendable, Equatable {
    case valid
    case invalid
    /// The limits of evaluation were reached, so that there is no verdict.
    case undecided
    /// The schema is none, or the instance is not JSON; ``SchemaOutput/text`` says where.
    case unusable
  }

  package let outcome: Outcome
  /// Without a line break at its end.
  package let text: String

  package init(outcome: Outcome, text: String) {
    self.outcome = outcome
    self.text = text
  }
}

extension SchemaOutput {
  /// A named text to be read.
  package struct Input: Sendable {
    /// The file's name, for messages; of a schema also the base of its references.
    package let name: String
    package let bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  /// Judges instances by one schema, each on its own.
  ///
  /// - Parameters:
  ///   - schema: the schema's text.
  ///   - references: further documents that it may refer to, under their names.
  ///   - instances: the texts to be judged.
  ///   - format: how verdicts are written.
  ///   - assertFormats: whether `format` is an assertion.
  /// - Returns: a verdict for each instance; a single one when the schema is unusable.
  package static func judge(
    schema: Input, references: [Input] = [], instances: [Input], format: SchemaOutputFormat,
    assertFormats: Bool
  ) -> [SchemaOutput] {
    var registry = SchemaRegistry()
    let id: SchemaID
    do {
      for input in references + [schema] {
        let document: JSONDocument
        do {
          document = try JSONDocument(input.bytes)
        } catch {
          return [unusable("\(input.name):\(error.position): \(error.what)")]
        }
        try registry.add(document, uri: input.name)
      }
      id = try registry.compile(document: schema.name)
    } catch {
      return [unusable("\(error)")]
    }
    let set = registry.finished()
    return instances.map { input in
      do throws(JSONSyntaxError) {
        let document = try JSONDocument(input.bytes)
        return judge(
          document, named: input.name, by: set, id, format: format, assertFormats: assertFormats)
      } catch {
        return unusable("\(input.name):\(error.position): \(error.what)")
      }
    }
  }

  /// Judges one instance.
  package static func judge(
    _ document: JSONDocument, named name: String, by set: SchemaSet, _ id: SchemaID,
    format: SchemaOutputFormat, assertFormats: Bool
  ) -> SchemaOutput {
    document.withView { view in
      if format == .flag, set.isValid(view, against: id, assertFormats: assertFormats) {
        return SchemaOutput(outcome: .valid, text: "{\"valid\":true}")
      }
      let options = ValidationOptions(assertFormats: assertFormats, limit: 1000)
      let violations = set.violations(view, against: id, options: options)
      func line(_ violation: SchemaViolation) -> String {
        "\(name):\(document.position(of: violation.offset)): \(violation.text())"
          + " [\(violation.keywordLocation)]"
      }
      // One violation decides, whatever else is undecided.
      if !violations.isEmpty, violations.allSatisfy(\.isUndecided) {
        let lines = violations.map(line)
        return SchemaOutput(outcome: .undecided, text: lines.joined(separator: "\n"))
      }
      let outcome: Outcome = violations.isEmpty ? .valid : .invalid
      switch format {
      case .flag:
        return SchemaOutput(outcome: outcome, text: "{\"valid\":\(violations.isEmpty)}")
      case .basic:
        let units =
          violations.isEmpty
          ? set.annotations(view, against: id, assertFormats: assertFormats).map(\.json)
          : violations.flatMap(\.basicUnits)
        return SchemaOutput(
          outcome: outcome,
          text: "{\"valid\":\(violations.isEmpty),\"keywordLocation\":\"\","
            + "\"instanceLocation\":\"\",\"\(violations.isEmpty ? "annotations" : "errors")\":["
            + units.joined(separator: ",") + "]}")
      default:
        let lines = violations.map(line)
        return SchemaOutput(
          outcome: outcome,
          text: lines.isEmpty ? "\(name): valid" : lines.joined(separator: "\n"))
      }
    }
  }

  private static func unusable(_ text: String) -> SchemaOutput {
    SchemaOutput(outcome: .unusable, text: text)
  }
}

extension SchemaViolation {
  /// The violation and its causes as output units.
  fileprivate var basicUnits: [String] {
    let unit =
      "{\"valid\":false,\"keywordLocation\":\(JSONValue.quoted(keywordLocation)),"
      + "\"absoluteKeywordLocation\":\(JSONValue.quoted(absoluteKeywordLocation)),"
      + "\"instanceLocation\":\(JSONValue.quoted(instanceLocation)),"
      + "\"error\":\(JSONValue.quoted(text()))}"
    return [unit] + causes.flatMap(\.basicUnits)
  }
}
