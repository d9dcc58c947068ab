/// A value of a YAML document, as far as JSON has it.
indirect enum YAMLNode {
  /// Text; a plain one may stand for a number, a boolean or null.
  case scalar([UInt8], isPlain: Bool, at: Int)
  case sequence([YAMLNode], at: Int)
  case mapping([Member], at: Int)

  struct Member {
    let key: [UInt8]
    let keyOffset: Int
    var value: YAMLNode
  }

  /// Where in the text the value begins.
  var offset: Int {
    switch self {
    case .scalar(_, _, let at), .sequence(_, let at), .mapping(_, let at): at
    }
  }
}

/// Why a text can't be read as YAML.
package struct YAMLError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The offset of the byte at which the reader gave up.
  package let offset: Int
  package let what: String

  package var description: String { what }
}
