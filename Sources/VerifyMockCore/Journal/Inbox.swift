/// A message that reached a recipient.
package struct Message: Sendable {
  package internal(set) var sequence = 0
  package let recipient: PhoneNumber
  package let code: [UInt8]
  package let text: [UInt8]
  package let sent: Instant
  private let identifier: Identifier
  /// What governed the send: it has the provider.
  private let governing: Governing
  private let account32: Int32
  private let channel16: UInt16

  /// - Parameter text: what the recipient reads.
  init(
    _ verification: Verification, text: [UInt8], account: Int, governing: Governing, sent: Instant
  ) {
    recipient = verification.recipient
    code = verification.code
    self.text = text
    self.sent = sent
    identifier = verification.identifier
    self.governing = governing
    account32 = Int32(clamping: account)
    channel16 = UInt16(clamping: verification.channel)
  }

  package var account: Int { Int(account32) }
  package var provider: String { governing.provider.id }
  package var channel: String { governing.provider.channels[Int(channel16)].name }
  package var verification: [UInt8] { identifier.bytes }
}

/// The messages that were delivered, oldest first, bounded in number.
package struct Inbox: Sendable {
  package static let limit = 4_096

  package private(set) var messages = Ring<Message>(limit: limit)
  /// The sequence number of the newest message; zero before the first.
  package private(set) var last = 0

  mutating func append(_ message: consuming Message) {
    last += 1
    message.sequence = last
    messages.append(message)
  }

  mutating func removeAll(where condition: (Message) -> Bool) {
    messages.removeAll(where: condition)
  }
}
