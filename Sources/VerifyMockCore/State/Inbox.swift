/// A message that reached a recipient.
package struct Message: Sendable {
  package internal(set) var sequence = 0
  package let recipient: PhoneNumber
  package let code: [UInt8]
  /// What the recipient reads or hears.
  package let text: [UInt8]
  package let sent: Instant
  package let verification: [UInt8]
  package let account: Int
  package let accountName: String
  package let provider: String
  package let channel: String
}

/// The messages that were delivered, bounded in number.
package struct Inbox: Sendable {
  /// The messages, oldest first: their sequence numbers rise.
  package private(set) var messages = Queue<Message>()
  /// The sequence numbers of each recipient's messages.
  private var byRecipient: [PhoneNumber: Queue<Int>] = [:]
  /// The sequence number of the newest message; zero before the first.
  package private(set) var last = 0
  private let limit: Int

  init(limit: Int) {
    self.limit = max(1, limit)
  }

  /// - Returns: whether an older message had to go.
  mutating func append(_ message: consuming Message) -> Bool {
    last += 1
    message.sequence = last
    byRecipient[message.recipient, default: Queue()].append(last)
    messages.append(message)
    guard messages.count > limit, let oldest = messages.popFirst() else { return false }
    byRecipient[oldest.recipient]?.popFirst()
    if byRecipient[oldest.recipient]?.isEmpty == true { byRecipient[oldest.recipient] = nil }
    return true
  }

  /// The messages with a sequence number above `after`, newest first; a recipient's are found
  /// without looking at others.
  package func newestFirst(to recipient: PhoneNumber?, after: Int) -> [Message] {
    guard let recipient else {
      return messages[position(above: after)...].reversed()
    }
    var found: [Message] = []
    for sequence in (byRecipient[recipient] ?? Queue()).reversed() where sequence > after {
      found.append(messages[position(above: sequence - 1)])
    }
    return found
  }

  /// The position of the first message with a higher sequence number; any number may be asked for.
  private func position(above sequence: Int) -> Int {
    var low = 0
    var high = messages.count
    while low < high {
      let middle = (low + high) / 2
      if messages[middle].sequence <= sequence { low = middle + 1 } else { high = middle }
    }
    return low
  }

  mutating func removeAll(where isUnwanted: (Message) -> Bool) {
    messages.removeAll(where: isUnwanted)
    byRecipient = [:]
    for message in messages {
      byRecipient[message.recipient, default: Queue()].append(message.sequence)
    }
  }
}
