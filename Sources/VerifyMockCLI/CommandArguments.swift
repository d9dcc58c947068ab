import VerifyMock
import VerifyMockJSON

/// The words behind a command, split into flags and the rest.
struct CommandArguments {
  private(set) var values: [String: [String]] = [:]
  private(set) var words: [String] = []

  /// - Parameters:
  ///   - environment: whether `VERIFY_MOCK_NAME` stands in for a flag that is not given.
  ///   - variable: reads a variable; nil when it is not set.
  init(
    _ input: [String], flags: [Flag], environment: Bool = false,
    variable: (String) -> String? = ProcessContext.variable
  ) throws(UsageError) {
    var rest = input[...]
    while let word = rest.popFirst() {
      if word == "--" {
        words += rest
        break
      }
      guard word.hasPrefix("-"), word != "-" else {
        words.append(word)
        continue
      }
      let name = String(word.prefix { $0 != "=" })
      guard let flag = flags.first(where: { $0.name == name }) else {
        throw UsageError(
          "there is no flag '\(name)'" + Suggestion.text(name, among: flags.map(\.name)))
      }
      let given = word.count > name.count ? String(word.dropFirst(name.count + 1)) : nil
      if !flag.takesValue {
        guard given == nil else { throw UsageError("'\(name)' takes no value") }
        values[name] = [""]
        continue
      }
      guard let value = given ?? rest.popFirst() else {
        throw UsageError("'\(name)' needs a value behind it")
      }
      if values[name] != nil, !flag.repeats {
        throw UsageError("'\(name)' is given twice")
      }
      values[name, default: []].append(value)
    }
    guard environment else { return }
    for flag in flags where values[flag.name] == nil {
      guard let value = variable(flag.variable), !value.isEmpty else { continue }
      if flag.takesValue {
        values[flag.name] = flag.repeats ? value.split(separator: ",").map(String.init) : [value]
      } else if value != "0", value.lowercased() != "false" {
        values[flag.name] = [""]
      }
    }
  }

  func has(_ name: String) -> Bool { values[name] != nil }

  func all(_ name: String) -> [String] { values[name] ?? [] }

  func value(_ name: String) -> String? { values[name]?.last }

  func integer(_ name: String, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
    guard let text = value(name) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw UsageError(
        "'\(name)' must be a whole number from \(range.lowerBound) to \(range.upperBound), "
          + "not '\(text)'")
    }
    return number
  }

  /// Refuses words where a command takes none.
  func refuseWords() throws(UsageError) {
    if let word = words.first { throw UsageError("what is '\(word)' for? This takes only flags") }
  }
}

/// Why a command can't be carried out: one clear message, exit code 2.
struct UsageError: Error {
  let message: String

  init(_ message: String) {
    self.message = message
  }
}

/// What a misspelt name was probably meant to be.
package enum Suggestion {
  /// `; did you mean 'x'?`, or the names there are.
  package static func text(_ name: String, among names: [String]) -> String {
    if let near = NearestName.of(name, in: names) { return "; did you mean '\(near)'?" }
    return names.isEmpty ? "" : "; there are: " + names.joined(separator: ", ")
  }
}
