import VerifyMockJSON

/// The kinds of value that a `type` allows, one bit for each ``JSONKind`` and one for `integer`.
struct TypeSet: OptionSet, Hashable, Sendable {
  let rawValue: UInt8

  static let null = TypeSet(.null)
  static let boolean = TypeSet(.false).union(TypeSet(.true))
  static let number = TypeSet(.number)
  static let string = TypeSet(.string)
  static let array = TypeSet(.array)
  static let object = TypeSet(.object)
  /// Numbers without a fraction; only set where `number` is not.
  static let integer = TypeSet(rawValue: 1 << 7)
  static let any = TypeSet(rawValue: 0x7F)

  init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  @inline(__always) init(_ kind: JSONKind) {
    // The raw value of another module's enum is a call; this is a table.
    switch kind {
    case .null: rawValue = 1
    case .false: rawValue = 1 << 1
    case .true: rawValue = 1 << 2
    case .number: rawValue = 1 << 3
    case .string: rawValue = 1 << 4
    case .array: rawValue = 1 << 5
    case .object: rawValue = 1 << 6
    }
  }

  /// The set for one word of the `type` keyword.
  init?(word: String) {
    switch word {
    case "null": self = .null
    case "boolean": self = .boolean
    case "number": self = .number
    case "string": self = .string
    case "array": self = .array
    case "object": self = .object
    case "integer": self = .integer
    default: return nil
    }
  }

  /// The words of the `type` keyword that make up this set.
  var words: [String] {
    [
      (TypeSet.null, "null"), (.boolean, "boolean"), (.integer, "integer"), (.number, "number"),
      (.string, "string"), (.array, "array"), (.object, "object"),
    ].filter { contains($0.0) }.map(\.1)
  }
}
