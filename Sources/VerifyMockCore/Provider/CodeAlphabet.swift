/// What a code is made of.
package enum CodeAlphabet: String, Sendable, CaseIterable {
  case digits
  case letters
  case alphanumeric

  /// Letters that are easily taken for digits are left out of what is drawn.
  var characters: [UInt8] {
    switch self {
    case .digits: Array("0123456789".utf8)
    case .letters: Array("ABCDEFGHJKLMNPQRSTUVWXYZ".utf8)
    case .alphanumeric: Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789".utf8)
    }
  }
}
