import VerifyMockJSON
import VerifyMockSchema

/// How the values of one operation are read, compiled from the facts of their schemas.
struct ReadingPlan: Sendable {
  var values: [ValuePlan] = []
  var properties: [PropertyPlan] = []
  var names: [NameTable] = []
  var enumerations: [Enumeration] = []
  /// Keys, defaults and enum values as JSON texts: every arguments buffer begins with these bytes.
  var constants: [UInt8] = []
  /// The tapes of the defaults, one behind the other, with `next` counted from each one's begin.
  var defaults: [JSONNode] = []

  struct ValuePlan: Sendable {
    var types: SchemaTypes
    var flags: Flags
    /// The table of the properties' names, or -1 when the value has none.
    var names: Int32 = -1
    var firstProperty: Int32 = 0
    var propertyCount: Int32 = 0
    /// The plan of the elements, or -1.
    var items: Int32 = -1
    /// The plan of the members that have no name in the contract, or -1.
    var additional: Int32 = -1
    /// The values that may stand, or -1.
    var enumeration: Int32 = -1
    var separator = UInt8(ascii: ",")
  }

  struct Flags: OptionSet, Sendable {
    let rawValue: UInt8
    /// A number is read as the text of its digits.
    static let takesDigits = Flags(rawValue: 1)
    /// Zero is outside the range.
    static let excludesZero = Flags(rawValue: 2)
    /// Members without a name in the contract stay.
    static let keepsUnknown = Flags(rawValue: 4)
    /// A list in a query is written as one text with separators.
    static let isSeparated = Flags(rawValue: 8)
    /// The empty text is one of the values.
    static let takesEmpty = Flags(rawValue: 16)
    /// Nothing inside is ever changed.
    static let isOpaque = Flags(rawValue: 32)
  }

  struct PropertyPlan: Sendable {
    /// Where the key stands in the constants, without its quotes.
    var key: JSONNode
    var value: Int32
    var isRequired: Bool
    var defaultStart: Int32
    /// Zero when there is no default.
    var defaultCount: Int32
  }

  struct Enumeration: Sendable {
    var table: NameTable
    /// The values in the constants.
    var values: [JSONNode]
  }
}
