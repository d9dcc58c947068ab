/// What `\p{…}` names: a general category, a binary property or a script.
struct UnicodeProperty: Sendable {
  enum Kind: Sendable {
    case categories(Set<Category>)
    case alphabetic, ascii, any, lowercase, uppercase, whiteSpace, emoji
    case ranges([ClosedRange<UInt32>])
    indirect case set([ClosedRange<UInt32>], [UnicodeProperty])
  }

  let kind: Kind
  let isNegated: Bool

  func contains(_ scalar: UInt32) -> Bool {
    holds(scalar) != isNegated
  }

  private func holds(_ value: UInt32) -> Bool {
    switch kind {
    case .any: return true
    case .ascii: return value < 0x80
    case .ranges(let ranges): return ranges.contains { $0.contains(value) }
    case .set(let ranges, let properties):
      return ranges.contains { $0.contains(value) } || properties.contains { $0.contains(value) }
    default: break
    }
    guard let scalar = Unicode.Scalar(value) else { return false }
    switch kind {
    case .categories(let categories):
      return categories.contains(Category(scalar.properties.generalCategory))
    case .alphabetic: return scalar.properties.isAlphabetic
    case .lowercase: return scalar.properties.isLowercase
    case .uppercase: return scalar.properties.isUppercase
    case .whiteSpace: return scalar.properties.isWhitespace
    case .emoji: return scalar.properties.isEmoji
    case .any, .ascii, .ranges, .set: return false
    }
  }

  /// The general categories by their short names
  /// ([UAX 44](https://www.unicode.org/reports/tr44/#General_Category_Values)).
  enum Category: String, Sendable, CaseIterable {
    case Lu, Ll, Lt, Lm, Lo, Mn, Mc, Me, Nd, Nl, No, Pc, Pd, Ps, Pe, Pi, Pf, Po, Sm, Sc, Sk, So
    case Zs, Zl, Zp, Cc, Cf, Cs, Co, Cn

    init(_ category: Unicode.GeneralCategory) {
      switch category {
      case .uppercaseLetter: self = .Lu
      case .lowercaseLetter: self = .Ll
      case .titlecaseLetter: self = .Lt
      case .modifierLetter: self = .Lm
      case .otherLetter: self = .Lo
      case .nonspacingMark: self = .Mn
      case .spacingMark: self = .Mc
      case .enclosingMark: self = .Me
      case .decimalNumber: self = .Nd
      case .letterNumber: self = .Nl
      case .otherNumber: self = .No
      case .connectorPunctuation: self = .Pc
      case .dashPunctuation: self = .Pd
      case .openPunctuation: self = .Ps
      case .closePunctuation: self = .Pe
      case .initialPunctuation: self = .Pi
      case .finalPunctuation: self = .Pf
      case .otherPunctuation: self = .Po
      case .mathSymbol: self = .Sm
      case .currencySymbol: self = .Sc
      case .modifierSymbol: self = .Sk
      case .otherSymbol: self = .So
      case .spaceSeparator: self = .Zs
      case .lineSeparator: self = .Zl
      case .paragraphSeparator: self = .Zp
      case .control: self = .Cc
      case .format: self = .Cf
      case .surrogate: self = .Cs
      case .privateUse: self = .Co
      case .unassigned: self = .Cn
      @unknown default: self = .Cn
      }
    }
  }

  /// Reads what stands in the braces of `\p{…}`; nil for a property that is not known here.
  init?(_ text: String, isNegated: Bool) {
    self.isNegated = isNegated
    let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    switch parts.count {
    case 1:
      switch text {
      case "Any": kind = .any
      case "ASCII": kind = .ascii
      case "Alphabetic", "Alpha": kind = .alphabetic
      case "Lowercase", "Lower": kind = .lowercase
      case "Uppercase", "Upper": kind = .uppercase
      case "White_Space", "space": kind = .whiteSpace
      case "Emoji": kind = .emoji
      default:
        guard let categories = Self.categories(text) else { return nil }
        kind = .categories(categories)
      }
    case 2 where parts[0] == "General_Category" || parts[0] == "gc":
      guard let categories = Self.categories(parts[1]) else { return nil }
      kind = .categories(categories)
    case 2 where ["Script", "sc", "Script_Extensions", "scx"].contains(parts[0]):
      guard let ranges = Self.scripts[parts[1]] else { return nil }
      kind = .ranges(ranges)
    default: return nil
    }
  }

  init(kind: Kind, isNegated: Bool) {
    self.kind = kind
    self.isNegated = isNegated
  }

  private static let longNames: [String: String] = [
    "Letter": "L", "Cased_Letter": "LC", "Uppercase_Letter": "Lu", "Lowercase_Letter": "Ll",
    "Titlecase_Letter": "Lt", "Modifier_Letter": "Lm", "Other_Letter": "Lo", "Mark": "M",
    "Combining_Mark": "M", "Nonspacing_Mark": "Mn", "Spacing_Mark": "Mc", "Enclosing_Mark": "Me",
    "Number": "N", "Decimal_Number": "Nd", "digit": "Nd", "Letter_Number": "Nl",
    "Other_Number": "No", "Punctuation": "P", "punct": "P", "Connector_Punctuation": "Pc",
    "Dash_Punctuation": "Pd", "Open_Punctuation": "Ps", "Close_Punctuation": "Pe",
    "Initial_Punctuation": "Pi", "Final_Punctuation": "Pf", "Other_Punctuation": "Po",
    "Symbol": "S", "Math_Symbol": "Sm", "Currency_Symbol": "Sc", "Modifier_Symbol": "Sk",
    "Other_Symbol": "So", "Separator": "Z", "Space_Separator": "Zs", "Line_Separator": "Zl",
    "Paragraph_Separator": "Zp", "Other": "C", "Control": "Cc", "cntrl": "Cc", "Format": "Cf",
    "Surrogate": "Cs", "Private_Use": "Co", "Unassigned": "Cn",
  ]

  private static func categories(_ name: String) -> Set<Category>? {
    let short = longNames[name] ?? name
    if short == "LC" { return [.Lu, .Ll, .Lt] }
    let found = Category.allCases.filter {
      $0.rawValue == short || (short.count == 1 && $0.rawValue.hasPrefix(short))
    }
    return found.isEmpty ? nil : Set(found)
  }

  /// The blocks of the scripts that are asked for most; the standard library knows no scripts.
  private static let scripts: [String: [ClosedRange<UInt32>]] = [
    "Latin": [
      0x41...0x5A, 0x61...0x7A, 0xAA...0xAA, 0xBA...0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2B8,
      0x1E00...0x1EFF, 0x2C60...0x2C7F, 0xA722...0xA787, 0xFF21...0xFF3A, 0xFF41...0xFF5A,
    ],
    "Greek": [
      0x370...0x373, 0x375...0x377, 0x37A...0x37D, 0x37F...0x3E1, 0x3F0...0x3FF, 0x1F00...0x1FFE,
    ],
    "Cyrillic": [0x400...0x484, 0x487...0x52F, 0x1C80...0x1C88, 0x2DE0...0x2DFF, 0xA640...0xA69F],
    "Hebrew": [0x591...0x5F4, 0xFB1D...0xFB4F],
    "Arabic": [0x600...0x604, 0x606...0x6FF, 0x750...0x77F],
    "Han": [
      0x2E80...0x2FD5, 0x3005...0x3007, 0x3021...0x3029, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xF900...0xFAD9, 0x20000...0x323AF,
    ],
    "Hiragana": [0x3041...0x3096, 0x309D...0x309F],
    "Katakana": [0x30A1...0x30FA, 0x30FD...0x30FF, 0x31F0...0x31FF],
    "Hangul": [0x1100...0x11FF, 0x3131...0x318E, 0xAC00...0xD7A3],
    "Thai": [0xE01...0xE3A, 0xE40...0xE5B],
    "Devanagari": [0x900...0x950, 0x955...0x963, 0x966...0x97F],
  ]
}
