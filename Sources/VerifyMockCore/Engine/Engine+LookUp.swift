import VerifyMockHTTP

extension Engine {
  /// Finds the verification or number that a request is about; false when there is none.
  mutating func lookUp(
    _ handling: inout Handling, _ operation: ProviderOperation, _ effect: Effect
  ) -> Bool {
    guard let provider = handling.provider, let account = handling.account else { return false }
    for finder in operation.find {
      switch finder.kind {
      case .id:
        guard let one = verification(named: finder.location, account, provider) else { continue }
        found(one, &handling)
        return true
      case .recipient:
        guard let phone = phone(at: finder.location, account: account) else { continue }
        handling.exchange.recipient = phone
        let now = handling.now
        let serial =
          accounts[account].stores[provider].latestOpenSerial(of: phone) {
            $0.status(at: now) == .pending
          } ?? accounts[account].stores[provider].latestSerial(of: phone)
        guard let serial, let one = accounts[account].stores[provider][serial] else { continue }
        found(one, &handling)
        return true
      case .number:
        guard let phone = phone(at: finder.location, account: account) else { continue }
        handling.exchange.recipient = phone
        let numbers = accounts[account].stores[provider].numbers
        guard let index = numbers.firstIndex(where: { $0.phone == phone }) else { continue }
        handling.number = index
        return true
      }
    }
    handling.exchange.reason = nothingFound(account, operation, effect)
    return false
  }

  /// What the request was looked up by, in words.
  private mutating func nothingFound(
    _ account: Int, _ operation: ProviderOperation, _ effect: Effect
  ) -> String {
    var tried: [String] = []
    for finder in operation.find {
      guard let value = bytes(at: finder.location, account: account), !value.isEmpty else {
        continue
      }
      switch finder.kind {
      case .id: tried.append("id")
      case .recipient, .number:
        if let phone = PhoneNumber(value) { tried.append("\(finder.kind) \(phone.masked)") }
      }
    }
    if tried.isEmpty {
      return "the request names no \(effect.needsNumber ? "number" : "verification")"
    }
    return
      "the account '\(accounts[account].name)' has none with this \(tried.joined(separator: " or "))"
  }

  /// An identifier is compared by its bytes, hexadecimal letters in any case.
  private mutating func verification(
    named location: Location, _ account: Int, _ provider: Int
  ) -> Verification? {
    let store = accounts[account].stores[provider]
    return withBytes(at: location, account: account) { id in
      if id.isEmpty { return nil }
      if let one = store.verification(id: id) { return one }
      guard id.contains(where: { (0x41...0x5A).contains($0) }) else { return nil }
      let lower = id.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
      return lower.withUnsafeBufferPointer { store.verification(id: $0) }
    }
  }

  private mutating func found(_ one: Verification, _ handling: inout Handling) {
    handling.verification = one
    handling.exchange.identifier = one.identifier
    handling.exchange.recipient = one.recipient
    // The header governs its own request; else what was in force at the send does.
    if handling.governing?.origin != .header { govern(&handling, by: one.governing) }
  }
}
