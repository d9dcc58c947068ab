/// A message that reached a recipient.
package struct Message: Sendable {
  package internal(set) var sequence = 0
  package let account: Int
  package let provider: String
  package let recipient: PhoneNumber
  package let channel: String
  package let code: [UInt8]
  package let text: [UInt8]
  package let verification: [UInt8]
  package let sent: Instant
}

/// The messages that were delivered, oldest first, bounded in number.
package struct Inbox: Sendable {
  package static let limit = 4_096

  private var ring: [Message] = []
  private var head = 0
  /// The sequence number of the newest message; zero before the first.
  package private(set) var last = 0

  package var messages: ArraySlice<Message> { ring[head...] }

  mutating func append(_ message: consuming Message) {
    last += 1
    message.sequence = last
    ring.append(message)
    if ring.count - head > Self.limit { head += 1 }
    if head >= Self.limit / 4 {
      ring.removeFirst(head)
      head = 0
    }
  }

  mutating func removeAll(where condition: (Message) -> Bool) {
    ring.removeFirst(head)
    head = 0
    ring.removeAll(where: condition)
  }
}
