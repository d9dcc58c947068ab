extension Engine {
  /// Finds the verification or number that a request is about; false when there is none.
  mutating func lookUp(
    _ handling: inout Handling, _ operation: ProviderOperation, _ effect: Effect
  ) -> Bool {
    guard let provider = handling.provider, let account = handling.account else { return false }
    var tried: [String] = []
    for finder in operation.find {
      guard let value = bytes(at: finder.location, account: account), !value.isEmpty else {
        continue
      }
      switch finder.kind {
      case .id:
        tried.append("id")
        guard let serial = serial(of: value, account, provider) else { continue }
        found(serial, &handling)
        return true
      case .recipient:
        guard let phone = PhoneNumber(value) else { continue }
        tried.append("recipient \(phone.masked)")
        handling.exchange.recipient = phone
        let now = handling.now
        let store = accounts[account].stores[provider]
        let pending = store.latestSerial(of: phone) { $0.status(at: now) == .pending }
        guard let serial = pending ?? store.latestSerial(of: phone, where: { _ in true }) else {
          continue
        }
        found(serial, &handling)
        return true
      case .number:
        guard let phone = PhoneNumber(value) else { continue }
        tried.append("number \(phone.masked)")
        handling.exchange.recipient = phone
        let numbers = accounts[account].stores[provider].numbers
        guard let index = numbers.firstIndex(where: { $0.phone == phone }) else { continue }
        handling.number = index
        return true
      }
    }
    handling.exchange.reason =
      tried.isEmpty
      ? "the request names no \(effect.needsNumber ? "number" : "verification")"
      : "the account '\(accounts[account].name)' has none with this \(tried.joined(separator: " or "))"
    return false
  }

  /// An identifier is compared by its bytes, hexadecimal letters in any case.
  private func serial(of id: [UInt8], _ account: Int, _ provider: Int) -> Int? {
    let store = accounts[account].stores[provider]
    if let serial = store.serial(id: id) { return serial }
    let lower = id.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    return lower == id ? nil : store.serial(id: lower)
  }

  private mutating func found(_ serial: Int, _ handling: inout Handling) {
    guard let provider = handling.provider, let account = handling.account,
      let verification = accounts[account].stores[provider][serial]
    else { return }
    handling.verification = serial
    handling.exchange.verification = verification.id
    handling.exchange.recipient = verification.recipient
    // The header governs its own request; else what was in force at the send does.
    if handling.governing?.origin != .header { govern(&handling, by: verification.governing) }
  }

  /// The verification that a request is about, as it stands.
  func verification(_ handling: Handling) -> Verification? {
    guard let provider = handling.provider, let account = handling.account,
      let serial = handling.verification
    else { return nil }
    return accounts[account].stores[provider][serial]
  }

  mutating func update<R>(
    _ handling: Handling, _ change: (inout Verification) -> R
  ) -> R? {
    guard let provider = handling.provider, let account = handling.account,
      let serial = handling.verification
    else { return nil }
    return accounts[account].stores[provider].update(serial, change)
  }
}
