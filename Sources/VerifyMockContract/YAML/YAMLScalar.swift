import VerifyMockJSON

/// What a plain scalar stands for
/// ([YAML 1.2.2, core schema](https://yaml.org/spec/1.2.2/#103-core-schema)).
enum YAMLScalar {
  /// The JSON text of a scalar; nil for a number that JSON does not have.
  static func json(_ text: [UInt8], isPlain: Bool) -> [UInt8]? {
    guard isPlain else { return JSONValue.string(String(decoding: text, as: UTF8.self)).bytes() }
    switch String(decoding: text, as: UTF8.self) {
    case "", "~", "null", "Null", "NULL": return Array("null".utf8)
    case "true", "True", "TRUE": return Array("true".utf8)
    case "false", "False", "FALSE": return Array("false".utf8)
    case ".inf", ".Inf", ".INF", "+.inf", "-.inf", "-.Inf", "-.INF", ".nan", ".NaN", ".NAN":
      return nil
    case let plain: return number(plain) ?? JSONValue.string(plain).bytes()
    }
  }

  /// A number as JSON writes it; nil for another text.
  private static func number(_ text: String) -> [UInt8]? {
    for (prefix, radix) in [("0x", 16), ("0o", 8)] where text.hasPrefix(prefix) {
      return UInt64(text.dropFirst(2), radix: radix).map { Array("\($0)".utf8) }
    }
    var rest = Substring(text)
    var result = ""
    if rest.hasPrefix("-") || rest.hasPrefix("+") {
      if rest.removeFirst() == "-" { result = "-" }
    }
    let whole = digits(&rest)
    var fraction = ""
    if rest.hasPrefix(".") {
      rest.removeFirst()
      fraction = digits(&rest)
      if whole.isEmpty, fraction.isEmpty { return nil }
    } else if whole.isEmpty {
      return nil
    }
    let plainWhole = String(whole.drop { $0 == "0" })
    result += plainWhole.isEmpty ? "0" : plainWhole
    if !fraction.isEmpty { result += "." + fraction }
    if rest.hasPrefix("e") || rest.hasPrefix("E") {
      rest.removeFirst()
      result += "e"
      if rest.hasPrefix("-") || rest.hasPrefix("+") { result.append(rest.removeFirst()) }
      let exponent = digits(&rest)
      guard !exponent.isEmpty else { return nil }
      result += exponent
    }
    return rest.isEmpty ? Array(result.utf8) : nil
  }

  private static func digits(_ text: inout Substring) -> String {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    text = text.dropFirst(digits.count)
    return String(digits)
  }
}
