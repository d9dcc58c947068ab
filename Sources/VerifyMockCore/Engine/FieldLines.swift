import VerifyMockJSON

/// The field lines of a response, to look values up in.
enum FieldLines {
  /// The value of the first field with a name in lower case.
  static func value(of name: String, in lines: [UInt8]) -> [UInt8]? {
    let length = name.utf8.count
    var at = 0
    while at < lines.count {
      let end = lines[at...].firstIndex(of: 0x0D) ?? lines.count
      let colon = at + length
      if colon < end, lines[colon] == UInt8(ascii: ":"),
        lines[at..<colon].elementsEqual(name.utf8, by: { ASCII.lowercased($0) == $1 })
      {
        return Array(lines[(colon + 1)..<end].drop { $0 == 0x20 })
      }
      at = end + 2
    }
    return nil
  }
}
