import VerifyMockHTTP

/// The accounts that fields `Authorization` have named, so that each need be decoded once only.
///
/// A table of a fixed number of places: two fields that fall on one take turns.
struct KnownCredentials: Sendable {
  final class Entry: Sendable {
    let field: [UInt8]
    let scheme: CredentialRule.Scheme
    let id: [UInt8]
    let secret: [UInt8]
    let account: Int

    init(
      field: [UInt8], scheme: CredentialRule.Scheme, id: [UInt8], secret: [UInt8], account: Int
    ) {
      self.field = field
      self.scheme = scheme
      self.id = id
      self.secret = secret
      self.account = account
    }
  }

  private var places: [Entry?] = []
  private static let count = 256

  func find(_ field: Bytes, _ scheme: CredentialRule.Scheme) -> Entry? {
    guard !places.isEmpty, let entry = places[Self.place(of: field)], entry.scheme == scheme,
      field.isSame(as: entry.field)
    else { return nil }
    return entry
  }

  mutating func add(
    _ field: Bytes, _ scheme: CredentialRule.Scheme, id: [UInt8], secret: [UInt8], account: Int
  ) {
    if places.isEmpty { places = [Entry?](repeating: nil, count: Self.count) }
    places[Self.place(of: field)] = Entry(
      field: Array(field), scheme: scheme, id: id, secret: secret, account: account)
  }

  mutating func removeAll() {
    places = []
  }

  private static func place(of field: Bytes) -> Int {
    Int(SlotTable.hash(field) >> 1) % count
  }
}
