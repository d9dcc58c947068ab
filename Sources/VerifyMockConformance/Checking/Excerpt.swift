import VerifyMockJSON

/// The part of a body around a place, with the place marked.
enum Excerpt {
  private static var width: Int { 48 }

  /// `…"otp_id": "…", »"status": "open"…`; nil where the place has no line and column.
  ///
  /// - Parameter location: ends in `(LINE:COLUMN)`.
  static func text(of body: [UInt8], at location: String?) -> String? {
    guard let location, location.hasPrefix("body"), location.hasSuffix(")"),
      let open = location.lastIndex(of: "(")
    else { return nil }
    let numbers = location[location.index(after: open)...].dropLast().split(separator: ":")
    guard numbers.count == 2, let line = Int(numbers[0]), let column = Int(numbers[1]), line > 0,
      column > 0
    else { return nil }
    let lines = body.split(separator: 0x0A, maxSplits: line, omittingEmptySubsequences: false)
    guard lines.indices.contains(line - 1) else { return nil }
    let text = Array(String(decoding: lines[line - 1], as: UTF8.self).unicodeScalars)
    guard column <= text.count.saturatingAdd(1) else { return nil }
    let place = column.saturatingSubtract(1)
    let start = max(0, place.saturatingSubtract(width))
    let end = min(text.count, place.saturatingAdd(width))
    return (start > 0 ? "…" : "") + string(text[start..<place]) + "»" + string(text[place..<end])
      + (end < text.count ? "…" : "")
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var result = ""
    result.unicodeScalars.append(contentsOf: scalars)
    return result
  }
}
