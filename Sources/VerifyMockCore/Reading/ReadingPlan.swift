import VerifyMockJSON
import VerifyMockContract

/// How the values of one operation are read, compiled from the facts of their schemas.
///
/// The tables are written once and only read then: plain memory, so that visiting a value costs no
/// reference counting.
final class ReadingPlan: @unchecked Sendable {
  let values: UnsafeBufferPointer<ValuePlan>
  let properties: UnsafeBufferPointer<PropertyPlan>
  let enumerations: UnsafeBufferPointer<Enumeration>
  /// The values of the enumerations in the constants.
  let enumerationValues: UnsafeBufferPointer<JSONNode>
  /// The tapes of the defaults, one behind the other, with `next` counted from each one's begin.
  let defaults: UnsafeBufferPointer<JSONNode>
  /// Keys, defaults and enum values as JSON texts: every arguments buffer begins with these bytes.
  let constants: UnsafeBufferPointer<UInt8>
  let names: NameTables

  struct ValuePlan: Sendable {
    var types: SchemaTypes
    var flags: Flags
    /// The table of the properties' names; nil when the value has none.
    var names: NameTables.Table?
    var hasNames: Bool { names != nil }
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
    var table: NameTables.Table
    var firstValue: Int32
  }

  init(_ compiler: Compiler) {
    values = Self.frozen(compiler.values)
    properties = Self.frozen(compiler.properties)
    enumerations = Self.frozen(compiler.enumerations)
    enumerationValues = Self.frozen(compiler.enumerationValues)
    defaults = Self.frozen(compiler.defaults)
    constants = Self.frozen(compiler.constants)
    names = NameTables(compiler.names)
  }

  deinit {
    values.deallocate()
    properties.deallocate()
    enumerations.deallocate()
    enumerationValues.deallocate()
    defaults.deallocate()
    constants.deallocate()
    names.deallocate()
  }

  /// A copy that stays where it is until it is deallocated.
  static func frozen<T>(_ elements: [T]) -> UnsafeBufferPointer<T> {
    let copy = UnsafeMutableBufferPointer<T>.allocate(capacity: elements.count)
    _ = copy.initialize(from: elements)
    return UnsafeBufferPointer(copy)
  }
}
