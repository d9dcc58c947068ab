/// What a descriptor is watched for.
struct PollInterest: OptionSet {
  let rawValue: UInt8
  static let read = PollInterest(rawValue: 1)
  static let write = PollInterest(rawValue: 2)
}
