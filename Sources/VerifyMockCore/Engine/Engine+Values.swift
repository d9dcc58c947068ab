import VerifyMockJSON

extension Engine {
  /// The text of a value, decoded; nil when the request does not give it.
  func bytes(at location: Location, account: Int?) -> [UInt8]? {
    for source in location.sources {
      switch source {
      case .input(let slot): if let value = arguments.bytes(at: slot) { return value }
      case .accountID: if let account { return accounts[account].key }
      case .accountUUID: if let account { return accounts[account].uuid }
      }
    }
    return nil
  }

  /// A value as canonical JSON text; nil when the request does not give it.
  func json(
    at location: Location, account: Int?, isGivenOnly: Bool = false
  ) -> [UInt8]? {
    for source in location.sources {
      switch source {
      case .input(let slot):
        if isGivenOnly, arguments.state(slot).contains(.defaulted) { continue }
        if let value = arguments.json(at: slot) { return value }
      case .accountID, .accountUUID:
        if isGivenOnly { continue }
        guard let account else { continue }
        var out: [UInt8] = []
        let isID = if case .accountID = source { true } else { false }
        JSONText.appendQuoted(isID ? accounts[account].key : accounts[account].uuid, to: &out)
        return out
      }
    }
    return nil
  }

  private func text(_ location: Location?, _ handling: Handling) -> String? {
    location.flatMap { bytes(at: $0, account: handling.account) }.map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  private func int(_ location: Location?, _ handling: Handling) -> Int? {
    text(location, handling).flatMap { Int($0) }
  }

  func phone(at location: Location, _ handling: Handling) -> PhoneNumber? {
    bytes(at: location, account: handling.account).flatMap { PhoneNumber($0) }
  }

  /// Reads what the operation's bindings name.
  func readValues(_ handling: inout Handling, _ operation: ProviderOperation) {
    let bind = operation.bind
    guard let provider = handling.governing?.provider else { return }
    let words = provider.verification.words
    var values = RequestValues()
    values.recipient = bind.recipient.flatMap { phone(at: $0, handling) }
    if let name = text(bind.channel, handling) {
      let engine = words.engineWords(for: name, .channel).map { $0.lowercased() }
      values.channel = provider.channels.firstIndex { engine.contains($0.name.lowercased()) }
    }
    if let location = bind.code {
      values.code = bytes(at: location, account: handling.account)
      for case .input(let slot) in location.sources where arguments.state(slot).contains(.wasNumber)
      {
        values.isCodeNumber = true
      }
    }
    values.codeLength = int(bind.codeLength, handling)
    values.alphabet = text(bind.alphabet, handling).flatMap { word in
      words.engineWords(for: word, .alphabet).lazy.compactMap { CodeAlphabet(rawValue: $0) }.first
    }
    values.lifetime = int(bind.lifetime, handling).map { .seconds($0) }
    values.message = bind.message.flatMap { bytes(at: $0, account: handling.account) }
    values.callbackURL = text(bind.callbackURL, handling)
    values.callbackMethod = text(bind.callbackMethod, handling)?.uppercased()
    if bind.sends != nil || bind.resends != nil || bind.checks != nil || bind.resendGap != nil {
      values.limits = Verification.OwnLimits(
        sends: int(bind.sends, handling), resends: int(bind.resends, handling),
        checks: int(bind.checks, handling),
        resendGap: int(bind.resendGap, handling).map { .seconds($0) })
    }
    handling.values = values
  }

  /// Whether a condition of a case or a step holds.
  func holds(
    _ condition: ProviderOperation.Condition, _ handling: Handling, verification: Verification?
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
      if let isGiven = condition.isGiven { return (handling.values.code != nil) == isGiven }
      let isRight = handling.values.code.map { code in
        verification.map { isCode(code, of: $0, handling) } ?? false
      }
      return condition.values.contains { value in
        switch value {
        case "right": isRight == true
        case "wrong": isRight == false
        default: handling.values.code.map { $0.elementsEqual(value.utf8) } ?? false
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
  func isCode(_ code: [UInt8], of verification: Verification, _ handling: Handling) -> Bool {
    var code = code
    if handling.values.isCodeNumber, code.count < verification.code.count {
      let missing = verification.code.count - code.count
      code = [UInt8](repeating: UInt8(ascii: "0"), count: missing) + code
    }
    func upper(_ byte: UInt8) -> UInt8 {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte & 0xDF : byte
    }
    guard code.count == verification.code.count else { return false }
    for (a, b) in zip(code, verification.code) where upper(a) != upper(b) { return false }
    return true
  }
}
