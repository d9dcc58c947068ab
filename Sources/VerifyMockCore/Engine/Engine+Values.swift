import VerifyMockHTTP
import VerifyMockJSON

extension Engine {
  /// Lends the text of a value, decoded; nil when the request does not give it.
  ///
  /// It changes nothing, like others here, but is called where the engine is being changed: as
  /// `mutating` it is handed no copy.
  @inline(__always)
  mutating func withBytes<R>(at location: Location, account: Int?, _ body: (Bytes) -> R?) -> R? {
    if location.input >= 0 { return arguments.withText(of: location.input, body) }
    guard let value = sourceBytes(at: location, account: account) else { return nil }
    return value.withUnsafeBufferPointer { body($0) }
  }

  private mutating func sourceBytes(at location: Location, account: Int?) -> [UInt8]? {
    for source in location.sources {
      switch source {
      case .input(let slot): if let value = arguments.bytes(at: slot) { return value }
      case .accountID: if let account { return accounts[account].key }
      case .accountUUID: if let account { return accounts[account].uuid }
      }
    }
    return nil
  }

  /// The text of a value, decoded; nil when the request does not give it.
  mutating func bytes(at location: Location, account: Int?) -> [UInt8]? {
    withBytes(at: location, account: account) { Array($0) }
  }

  /// A value as canonical JSON text; nil when the request does not give it.
  mutating func json(at location: Location, account: Int?) -> [UInt8]? {
    output.removeAll()
    guard appendJSON(at: location, account: account, isGivenOnly: false) else { return nil }
    return Array(output.elements)
  }

  /// Appends a value as canonical JSON text to ``output``; false when the request does not give it.
  mutating func appendJSON(at location: Location, account: Int?, isGivenOnly: Bool) -> Bool {
    if location.input >= 0 {
      if !arguments.has(location.input) { return false }
      if isGivenOnly, arguments.isDefaulted(location.input) { return false }
      return arguments.appendJSON(of: location.input, to: &output)
    }
    for source in location.sources {
      switch source {
      case .input(let slot):
        if isGivenOnly, arguments.state(slot).contains(.defaulted) { continue }
        if arguments.appendJSON(at: slot, to: &output) { return true }
      case .accountID, .accountUUID:
        guard !isGivenOnly, let account else { continue }
        let isID = if case .accountID = source { true } else { false }
        JSONText.appendQuoted(isID ? accounts[account].key : accounts[account].uuid, to: &output)
        return true
      }
    }
    return false
  }

  private mutating func text(_ location: Location?, _ account: Int?) -> String? {
    guard let location else { return nil }
    return withBytes(at: location, account: account) { String(decoding: $0, as: UTF8.self) }
  }

  private mutating func int(_ location: Location?, _ account: Int?) -> Int? {
    guard let location else { return nil }
    return withBytes(at: location, account: account) { Self.int($0) }
  }

  /// The number that a text is; nil for any other text.
  static func int(_ text: Bytes) -> Int? {
    // Short digits are read at once.
    guard !text.isEmpty, text.count <= 18, text.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) else {
      return Int(String(decoding: text, as: UTF8.self))
    }
    return text.reduce(0) { $0 &* 10 &+ Int($1 &- UInt8(ascii: "0")) }
  }

  mutating func phone(at location: Location, account: Int?) -> PhoneNumber? {
    withBytes(at: location, account: account) { PhoneNumber($0) }
  }

  /// Reads what the operation's bindings name.
  mutating func readValues(_ handling: inout Handling, _ operation: ProviderOperation) {
    guard let provider = handling.governing?.provider else { return }
    let account = handling.account
    for index in operation.boundInputs.indices {
      let input = operation.boundInputs[index]
      if input >= 0, !arguments.has(input) { continue }
      let target = operation.bound[index]
      let location = operation.boundLocations[index]
      switch target {
      case .recipient: handling.values.recipient = phone(at: location, account: account)
      case .channel:
        handling.values.channel = withBytes(at: location, account: account) {
          provider.channel(named: $0)
        }
        if handling.values.channel == nil {
          handling.values.unknownChannel = bytes(at: location, account: account)
        }
      case .code:
        handling.values.code = bytes(at: location, account: account)
        handling.values.isCodeNumber =
          handling.values.code != nil && arguments.wasNumber(location)
      case .codeLength: handling.values.codeLength = int(location, account)
      case .alphabet:
        handling.values.alphabet = withBytes(at: location, account: account) {
          provider.alphabet(named: $0)
        }
      case .lifetime:
        handling.values.lifetime = int(location, account).map { .seconds($0) }
      case .message: handling.values.message = bytes(at: location, account: account)
      case .callbackURL: handling.values.callbackURL = text(location, account)
      case .callbackMethod:
        handling.values.callbackMethod = withBytes(at: location, account: account) {
          // Spelt so in nearly all requests, and by default.
          $0.equals("POST") ? "POST" : String(decoding: $0, as: UTF8.self).uppercased()
        }
      case .limits: readLimits(&handling, operation.bind)
      }
    }
  }

  private mutating func readLimits(_ handling: inout Handling, _ bind: Bindings) {
    let account = handling.account
    handling.values.limits = Verification.OwnLimits(
      sends: int(bind.sends, account), resends: int(bind.resends, account),
      checks: int(bind.checks, account),
      resendGap: int(bind.resendGap, account).map { .seconds($0) })
  }

  /// Whether a condition of a case or a step holds.
  mutating func holds(
    _ condition: ProviderOperation.Condition, _ handling: inout Handling,
    verification: Verification?
  ) -> Bool {
    switch condition.subject {
    case .recipient:
      if let isGiven = condition.isGiven { return (handling.values.recipient != nil) == isGiven }
      guard let recipient = handling.values.recipient ?? verification?.recipient else {
        return false
      }
      return condition.values.contains { PhoneNumber($0) == recipient }
    case .channel:
      if let isGiven = condition.isGiven { return (handling.values.channel != nil) == isGiven }
      guard let provider = handling.governing?.provider,
        let channel = handling.values.channel ?? verification?.channel
          ?? (handling.effect == .send ? 0 : nil),
        provider.channels.indices.contains(channel)
      else { return false }
      let name = provider.channels[channel].name.lowercased()
      return condition.values.contains { value in
        provider.verification.words.engineWords(for: value, .channel)
          .contains { $0.lowercased() == name }
      }
    case .code:
      let code = handling.values.code
      if let isGiven = condition.isGiven { return (code != nil) == isGiven }
      var isRight: Bool?
      if let code {
        isRight = verification.map { isCode(code, of: $0, handling.values) } ?? false
      }
      return condition.values.contains { value in
        switch value {
        case "right": isRight == true
        case "wrong": isRight == false
        default: code.map { $0.elementsEqual(value.utf8) } ?? false
        }
      }
    case .location(let location):
      if let isGiven = condition.isGiven {
        return (bytes(at: location, account: nil) != nil) == isGiven
      }
      guard let value = bytes(at: location, account: handling.account) else { return false }
      return condition.values.contains { $0.utf8.elementsEqual(value) }
    }
  }

  /// Whether a code is a verification's own; a code that came as a number has lost its leading
  /// zeros. Letters are compared in any case.
  func isCode(_ code: [UInt8], of verification: Verification, _ values: RequestValues) -> Bool {
    let own = verification.code
    if code == own { return true }
    var code = code
    if values.isCodeNumber, code.count < own.count {
      code = [UInt8](repeating: UInt8(ascii: "0"), count: own.count - code.count) + code
    }
    func upper(_ byte: UInt8) -> UInt8 {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte & 0xDF : byte
    }
    guard code.count == own.count else { return false }
    for (a, b) in zip(code, own) where upper(a) != upper(b) { return false }
    return true
  }
}
