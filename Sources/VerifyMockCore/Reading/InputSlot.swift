/// A compiled location: where an operation's arguments hold a value.
package struct InputSlot: Hashable, Sendable {
  /// The input that is asked first.
  let first: Int32
  /// The input that is asked when the first was not given, or -1.
  let second: Int32
  /// The way down from the input's value.
  let rest: [Step]

  enum Step: Hashable, Sendable {
    case key([UInt8])
    case index(Int)
  }
}
