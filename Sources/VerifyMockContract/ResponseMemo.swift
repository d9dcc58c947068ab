import VerifyMockJSON
import VerifyMockSchema

/// Responses that were found fine, so that one that differs from them in nothing but its UUIDs need
/// not be looked into again.
///
/// Most answers of a mock are the same but for identifiers. One is kept only when its schema asks
/// nothing of the UUIDs in it but that they are UUIDs: no other UUID can then make a difference.
struct ResponseMemo: Sendable {
  private final class Entry: Sendable {
    let operation: ContractOperation
    let status: Int
    let fields: [UInt8]
    let body: [UInt8]
    /// Where the UUIDs begin, in order.
    let identifiers: [Int]

    init(
      operation: ContractOperation, status: Int, fields: [UInt8], body: [UInt8],
      identifiers: [Int]
    ) {
      self.operation = operation
      self.status = status
      self.fields = fields
      self.body = body
      self.identifiers = identifiers
    }
  }

  private var places: [Entry?] = []
  /// How often a place was filled: what never comes twice is not worth keeping.
  private var fillings: [UInt8] = []
  private static let count = 64
  private static let fillLimit: UInt8 = 16
  static let identifierLength = 36

  /// Where the response of an operation and status is kept, or would be.
  ///
  /// By address, as an operation has no number; those that fall on one place move on to the next.
  private func place(of operation: ContractOperation, _ status: Int) -> Int {
    let address = UInt(bitPattern: Unmanaged.passUnretained(operation).toOpaque())
    let home = Int((address >> 4 ^ address >> 10 ^ UInt(bitPattern: status)) % UInt(Self.count))
    for distance in 0..<8 {
      let place = (home &+ distance) % Self.count
      guard let entry = places[place] else { return place }
      if entry.operation === operation, entry.status == status { return place }
    }
    return home
  }

  /// Whether a response is one that was found fine, but for its UUIDs.
  func knows(
    _ operation: ContractOperation, _ status: Int, fields: UnsafeBufferPointer<UInt8>,
    body: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard !places.isEmpty, let entry = places[place(of: operation, status)],
      entry.operation === operation, entry.status == status, entry.body.count == body.count,
      entry.fields.count == fields.count, let text = body.baseAddress,
      let lines = fields.baseAddress
    else { return false }
    return entry.body.withUnsafeBufferPointer { known in
      guard let known = known.baseAddress,
        entry.fields.withUnsafeBufferPointer({ Self.areEqual(lines, $0, fields.count) })
      else { return false }
      var at = 0
      for start in entry.identifiers {
        guard NameTable.areEqual(known + at, text + at, start - at),
          FormatChecker.isUUID(
            UnsafeBufferPointer(start: text + start, count: Self.identifierLength))
        else { return false }
        at = start + Self.identifierLength
      }
      return NameTable.areEqual(known + at, text + at, body.count - at)
    }
  }

  private static func areEqual(
    _ one: UnsafePointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>, _ count: Int
  ) -> Bool {
    other.baseAddress.map { NameTable.areEqual(one, $0, count) } ?? false
  }

  /// Whether it would be kept.
  func wants(_ operation: ContractOperation, _ status: Int) -> Bool {
    fillings.isEmpty || fillings[place(of: operation, status)] < Self.fillLimit
  }

  /// Keeps a response that is fine, whatever its UUIDs are.
  mutating func keep(
    _ operation: ContractOperation, _ status: Int, fields: UnsafeBufferPointer<UInt8>,
    body: UnsafeBufferPointer<UInt8>, nodes: UnsafeBufferPointer<JSONNode>
  ) {
    if places.isEmpty {
      places = [Entry?](repeating: nil, count: Self.count)
      fillings = [UInt8](repeating: 0, count: Self.count)
    }
    let place = place(of: operation, status)
    fillings[place] += 1
    places[place] = Entry(
      operation: operation, status: status, fields: Array(fields), body: Array(body),
      identifiers: Self.identifiers(nodes, body))
  }

  /// Where strings stand that are UUIDs; names of members are none, whatever they look like.
  private static func identifiers(
    _ nodes: UnsafeBufferPointer<JSONNode>, _ body: UnsafeBufferPointer<UInt8>
  ) -> [Int] {
    var result: [Int] = []
    for node in nodes where node.kind == .string && !node.isEscaped {
      let text = UnsafeBufferPointer(rebasing: body[Int(node.start)..<Int(node.end)])
      guard FormatChecker.isUUID(text) else { continue }
      var next = Int(node.end) + 1
      while next < body.count, body[next] <= 0x20 { next += 1 }
      if next < body.count, body[next] == UInt8(ascii: ":") { continue }
      result.append(Int(node.start))
    }
    return result
  }
}
