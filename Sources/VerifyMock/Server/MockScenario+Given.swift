import VerifyMockJSON

extension MockScenario {
  /// What exists before the first request.
  public struct Given: Sendable, Hashable {
    /// Verifications of the past.
    public var verifications: [Verification]
    /// Verified numbers, for providers that keep them.
    public var numbers: [Number]

    /// Describes what exists.
    public init(verifications: [Verification] = [], numbers: [Number] = []) {
      self.verifications = verifications
      self.numbers = numbers
    }

    var document: JSONValue? {
      guard !verifications.isEmpty || !numbers.isEmpty else { return nil }
      var root = JSONValue.object([])
      if !verifications.isEmpty {
        root["verifications"] = .array(verifications.map(\.document))
      }
      if !numbers.isEmpty { root["numbers"] = .array(numbers.map(\.document)) }
      return root
    }
  }

  /// A verification that exists from the start.
  public struct Verification: Sendable, Hashable {
    /// The state of a verification.
    public enum Status: String, Sendable, CaseIterable {
      /// A code is out and waits to be checked.
      case pending
      /// The right code came in time.
      case approved
      /// It came too late, or not at all.
      case expired
      /// It can't succeed any more.
      case failed
      /// It was called off.
      case canceled
    }

    let recipient: String
    let status: Status
    let code: String?
    let channel: String?
    let age: Duration

    /// Describes a verification.
    ///
    /// - Parameters:
    ///   - recipient: a telephone number with `+`.
    ///   - status: how it stands.
    ///   - code: nil for one drawn from the seed.
    ///   - channel: the provider's name for it; nil for its first.
    ///   - age: how long ago it was created.
    public init(
      _ recipient: String, status: Status = .pending, code: String? = nil, channel: String? = nil,
      age: Duration = .zero
    ) {
      self.recipient = recipient
      self.status = status
      self.code = code
      self.channel = channel
      self.age = age
    }

    var document: JSONValue {
      var root = JSONValue.object([JSONMember("recipient", .string(recipient))])
      if status != .pending { root["status"] = .string(status.rawValue) }
      root["code"] = code.map { .string($0) }
      root["channel"] = channel.map { .string($0) }
      if age != .zero { root["age"] = .string(age.documentText) }
      return root
    }
  }

  /// A verified number that exists from the start.
  public struct Number: Sendable, Hashable {
    let phone: String
    let age: Duration

    /// Describes a verified number.
    ///
    /// - Parameters:
    ///   - phone: a telephone number with `+`.
    ///   - age: how long ago it was verified.
    public init(_ phone: String, age: Duration = .zero) {
      self.phone = phone
      self.age = age
    }

    var document: JSONValue {
      var root = JSONValue.object([JSONMember("phone", .string(phone))])
      if age != .zero { root["age"] = .string(age.documentText) }
      return root
    }
  }
}
