import VerifyMockCore
import VerifyMockNetwork

extension MockServer {
  /// The messages that a server has delivered: what the recipients' telephones would show.
  public struct Inbox: Sendable {
    let server: MockServer

    /// The code of the newest message to a recipient, once there is one.
    ///
    /// - Parameters:
    ///   - recipient: a telephone number; compared by its digits.
    ///   - limit: how long to wait in real time.
    /// - Throws: ``MockServerError`` that says what did arrive, when the time is over.
    public func code(
      for recipient: String, within limit: Duration = .seconds(2)
    ) async throws(MockServerError) -> String {
      try await next(for: recipient, after: 0, within: limit).code
    }

    /// The newest message to a recipient with a number above `after`, once there is one.
    ///
    /// - Throws: ``MockServerError`` that says what did arrive, when the time is over.
    public func next(
      for recipient: String, after: Int = 0, within limit: Duration = .seconds(2)
    ) async throws(MockServerError) -> DeliveredMessage {
      guard let phone = PhoneNumber(recipient) else {
        throw MockServerError("'\(recipient)' is not a telephone number")
      }
      let deadline = Interval(nanoseconds: limit.wholeNanoseconds)
      let found: Result<[DeliveredMessage], MockServerError> = await withCheckedContinuation {
        continuation in
        server.loop.perform { application, context in
          let instant = Instant(nanoseconds: context.wallNow)
          let accounts = server.scope(&application.engine)
          let wanted = ControlAPI.InboxQuery(
            scopes: accounts?.map { .account($0) } ?? [.all], recipient: phone, after: after)
          application.wait(
            Wait(
              what: .inbox(wanted),
              who: .call({ application, _ in
                let messages = ControlAPI.messages(wanted, application.engine)
                continuation.resume(returning: .success(messages.map { DeliveredMessage($0) }))
              }), deadline: context.now.advanced(deadline)), &context, instant)
        } ifStopped: {
          continuation.resume(returning: .failure(MockServer.stopped))
        }
      }
      if let message = try found.get().first { return message }
      let all = try await messages()
      let others = all.prefix(5).map { "\($0.recipient) (\($0.channel))" }
      throw MockServerError(
        "no message to \(phone.e164) within \(limit); "
          + (others.isEmpty
            ? "the inbox is empty" : "the inbox has messages to " + others.joined(separator: ", ")))
    }

    /// All messages, newest first.
    public func messages() async throws(MockServerError) -> [DeliveredMessage] {
      try await server.askScoped { application, _, accounts in
        application.engine.inbox.messages.reversed()
          .filter { accounts?.contains($0.account) ?? true }
          .map { DeliveredMessage($0) }
      }
    }

    /// Empties the inbox.
    public func clear() async throws(MockServerError) {
      try await server.askScoped { application, _, accounts in
        for account in accounts.map({ $0.map(Optional.some) }) ?? [nil] {
          application.engine.clearInbox(account: account)
        }
      }
    }
  }
}

/// A message that reached a recipient.
public struct DeliveredMessage: Sendable, Hashable {
  /// Its number: later messages have higher ones.
  public let sequence: Int
  /// The recipient in E.164 form.
  public let recipient: String
  /// The channel by the provider's name for it.
  public let channel: String
  /// The code in it.
  public let code: String
  /// What the recipient reads or hears.
  public let text: String
  /// The provider's id of the verification.
  public let verification: String
  /// The provider.
  public let provider: String
  /// The public name of the account.
  public let account: String

  init(_ message: Message) {
    sequence = message.sequence
    recipient = message.recipient.e164
    channel = message.channel
    code = String(decoding: message.code, as: UTF8.self)
    text = String(decoding: message.text, as: UTF8.self)
    verification = String(decoding: message.verification, as: UTF8.self)
    provider = message.provider
    account = message.accountName
  }
}
