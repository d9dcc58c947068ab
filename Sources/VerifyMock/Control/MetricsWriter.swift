/// Writes metrics in Prometheus' text format, version 0.0.4.
struct MetricsWriter {
  enum Kind: String { case counter, gauge, histogram }

  private(set) var bytes: [UInt8] = []

  /// Begins a family of samples.
  mutating func family(_ name: String, _ kind: Kind, _ help: String) {
    add("# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n")
  }

  mutating func sample(_ name: String, _ labels: [(String, String)], _ value: String) {
    add(name)
    for (index, (label, text)) in labels.enumerated() {
      add(index == 0 ? "{" : ",")
      add("\(label)=\"\(Self.escaped(text))\"")
    }
    if !labels.isEmpty { add("}") }
    add(" \(value)\n")
  }

  /// A family of one sample.
  mutating func single(_ name: String, _ kind: Kind, _ help: String, _ value: String) {
    family(name, kind, help)
    sample(name, [], value)
  }

  /// Nanoseconds as seconds, exactly.
  static func seconds(_ nanoseconds: Int64) -> String {
    let (whole, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    if rest == 0 { return String(whole) }
    var digits = String(rest.magnitude)
    digits = String(repeating: "0", count: 9 - digits.count) + digits
    while digits.hasSuffix("0") { digits.removeLast() }
    return (nanoseconds < 0 && whole == 0 ? "-0" : String(whole)) + "." + digits
  }

  private static func escaped(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": out += "\\\\"
      case "\"": out += "\\\""
      case "\n": out += "\\n"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  private mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }
}
