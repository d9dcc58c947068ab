import VerifyMockHTTP
import VerifyMockJSON

extension RenderContext {
  /// Appends a value with its JSON type; what is absent is null.
  func appendValue(_ placeholder: Placeholder, to out: inout ScratchBuffer<UInt8>) {
    switch placeholder.term {
    case .verificationKept, .attemptKept, .numberKept:
      keptValues(placeholder).withText(placeholder.kept) { text in
        out.append(contentsOf: text ?? Bytes("null"))
      }
      return
    case .violationPath:
      appendPath(to: &out)
      return
    default: break
    }
    if isAbsent(placeholder) {
      out.append("null")
    } else if placeholder.isInteger {
      append(placeholder, isEscaped: false, to: &out)
    } else {
      out.append(UInt8(ascii: "\""))
      append(placeholder, isEscaped: true, to: &out)
      out.append(UInt8(ascii: "\""))
    }
  }

  /// Appends a value inside a string; what is absent is nothing.
  func appendText(_ placeholder: Placeholder, isEscaped: Bool, to out: inout ScratchBuffer<UInt8>) {
    switch placeholder.term {
    case .verificationKept, .attemptKept, .numberKept:
      keptValues(placeholder).withText(placeholder.kept) { json in
        guard let json, !json.equals("null") else { return }
        guard json.first == UInt8(ascii: "\"") else { return put(json, isEscaped, &out) }
        // A kept value is JSON text: inside another JSON string its escapes stay.
        let inner = Bytes(rebasing: json[1..<json.count - 1])
        if isEscaped || !inner.contains(UInt8(ascii: "\\")) {
          out.append(contentsOf: inner)
        } else {
          out.append(JSONEscapes.decoded(inner))
        }
      }
    case .violationPath:
      guard let violation else { return }
      put(Array(violations[violation].path.joined(separator: ".").utf8), isEscaped, &out)
    default: append(placeholder, isEscaped: isEscaped, to: &out)
    }
  }

  /// Whether there is no value: a whole slot is null then, an optional member left out.
  func isAbsent(_ placeholder: Placeholder) -> Bool {
    switch placeholder.term {
    case .verificationKept, .attemptKept, .numberKept:
      keptValues(placeholder).withText(placeholder.kept) { $0 == nil }
    case .pageNext: page?.next == nil
    case .pagePrevious: page?.previous == nil
    case .limitMax: limitMax == nil
    case .limitGap: limitGap == nil
    case .limitWait: limitWait == nil
    default:
      switch placeholder.subject {
      case .verification: verification == nil
      case .attempt: attempt == nil
      case .check: check == nil
      case .number: number == nil
      case .page: page == nil
      case .violation: currentViolation == nil
      default: false
      }
    }
  }

  private var currentViolation: ReadViolation? {
    violations.indices.contains(violation ?? 0) ? violations[violation ?? 0] : nil
  }

  private var currentAttempt: Verification.Attempt? {
    guard let verification, let attempt else { return nil }
    return verification.attempt(attempt)
  }

  private var currentCheck: Verification.Check? {
    guard let verification, let check else { return nil }
    return verification.check(check)
  }

  private func keptValues(_ placeholder: Placeholder) -> KeptValues {
    switch placeholder.term {
    case .verificationKept: verification?.kept ?? KeptValues(count: 0)
    case .attemptKept: currentAttempt?.kept ?? KeptValues(count: 0)
    default: number?.kept ?? KeptValues(count: 0)
    }
  }

  private func appendPath(to out: inout ScratchBuffer<UInt8>) {
    out.append(UInt8(ascii: "["))
    for (i, name) in (currentViolation?.path ?? []).enumerated() {
      if i > 0 { out.append(UInt8(ascii: ",")) }
      if i > 0, let index = Int(name), index >= 0 {
        put(index, &out)
      } else {
        JSONText.appendQuoted(Array(name.utf8), to: &out)
      }
    }
    out.append(UInt8(ascii: "]"))
  }

  private func put(_ bytes: [UInt8], _ isEscaped: Bool, _ out: inout ScratchBuffer<UInt8>) {
    bytes.withUnsafeBufferPointer { put($0, isEscaped, &out) }
  }

  private func put(_ bytes: Bytes, _ isEscaped: Bool, _ out: inout ScratchBuffer<UInt8>) {
    if isEscaped {
      JSONText.appendEscaped(bytes, to: &out)
    } else {
      out.append(contentsOf: bytes)
    }
  }

  private func put(_ number: Int, _ out: inout ScratchBuffer<UInt8>) {
    if (0...9).contains(number) {
      out.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number))
    } else {
      out.append(String(number))
    }
  }

  private func put(_ instant: Instant, _ view: TermView, _ out: inout ScratchBuffer<UInt8>) {
    switch view {
    case .nano: instant.append(.nano, to: &out)
    case .plain: instant.append(.plain, to: &out)
    case .unix: put(Int(instant.nanoseconds / 1_000_000_000), &out)
    case .secondsLeft: put((instant - now).secondsToWait, &out)
    default: instant.append(.micro, to: &out)
    }
  }

  private func put(_ interval: Interval?, _ view: TermView, _ out: inout ScratchBuffer<UInt8>) {
    guard let interval else { return }
    put(view == .minutes ? interval.seconds / 60 : interval.secondsToWait, &out)
  }

  private func put(_ phone: PhoneNumber, _ view: TermView, _ out: inout ScratchBuffer<UInt8>) {
    switch view {
    case .country: out.append(Country.code(of: phone) ?? "")
    case .digits: phone.appendDigits(to: &out)
    default:
      out.append(UInt8(ascii: "+"))
      phone.appendDigits(to: &out)
    }
  }

  private func put(
    _ text: [UInt8], _ view: TermView, _ isEscaped: Bool, _ out: inout ScratchBuffer<UInt8>
  ) {
    switch view {
    case .upper:
      put(Array(String(decoding: text, as: UTF8.self).uppercased().utf8), isEscaped, &out)
    case .spelled:
      put(Array(text.map { [$0] }.joined(separator: Array(", ".utf8))), isEscaped, &out)
    default: put(text, isEscaped, &out)
    }
  }

  private func put(
    _ identifier: DrawnIdentifier, _ view: TermView, _ isEscaped: Bool,
    _ out: inout ScratchBuffer<UInt8>
  ) {
    if view == .bare, identifier.pattern.isPlain {
      identifier.append(to: &out)
    } else {
      put(identifier.bytes, view, isEscaped, &out)
    }
  }

  private func put(decimal text: [UInt8], _ view: TermView, _ out: inout ScratchBuffer<UInt8>) {
    guard view == .trimmed, text.contains(UInt8(ascii: ".")) else {
      out.append(text)
      return
    }
    var trimmed = text[...]
    while trimmed.last == UInt8(ascii: "0") { trimmed.removeLast() }
    if trimmed.last == UInt8(ascii: ".") { trimmed.removeLast() }
    trimmed.withUnsafeBufferPointer { out.append(contentsOf: $0) }
  }

  private func channelName(_ index: Int) -> [UInt8] {
    guard provider.channels.indices.contains(index) else { return [] }
    return Array(
      provider.verification.words.word(for: provider.channels[index].name, .channel).utf8)
  }

  private func append(
    _ placeholder: Placeholder, isEscaped: Bool, to out: inout ScratchBuffer<UInt8>
  ) {
    let view = placeholder.view
    switch placeholder.subject {
    case .request, .account, .outcome, .callback, .walkthrough:
      appendCommon(placeholder.term, view, isEscaped, &out)
    case .verification:
      if let verification { append(verification, placeholder.term, view, isEscaped, &out) }
    case .attempt:
      if let attempt = currentAttempt { append(attempt, placeholder.term, view, isEscaped, &out) }
    case .check:
      if let check = currentCheck { append(check, placeholder.term, view, isEscaped, &out) }
    case .number:
      if let number { append(number, placeholder.term, view, isEscaped, &out) }
    case .page:
      if let page { append(page, placeholder.term, isEscaped, &out) }
    case .limit:
      switch placeholder.term {
      case .limitMax: if let limitMax { put(limitMax, &out) }
      case .limitGap: put(limitGap, view, &out)
      default: put(limitWait, view, &out)
      }
    case .violation:
      if let violation = currentViolation { append(violation, placeholder.term, isEscaped, &out) }
    }
  }

  private func appendCommon(
    _ term: Term, _ view: TermView, _ isEscaped: Bool, _ out: inout ScratchBuffer<UInt8>
  ) {
    switch term {
    case .requestID:
      guard let requestID else { return }
      put(requestID, view, isEscaped, &out)
    case .requestOrigin:
      guard let host else { return }
      put(Array((isSecure ? "https://" : "http://").utf8) + Array(host), view, isEscaped, &out)
    case .requestPath:
      guard let path else { return }
      put(Array(path), view, isEscaped, &out)
    case .requestTime: put(now, view, &out)
    case .accountID: put(accountID, view, isEscaped, &out)
    case .accountUUID: put(accountUUID, view, isEscaped, &out)
    case .outcomeText: put(outcomeText, view, isEscaped, &out)
    case .urlBare: put(callback?.bare ?? [], isEscaped, &out)
    case .urlCanonical: put(callback?.canonical ?? [], isEscaped, &out)
    case .urlPortlessBare: put(callback?.portlessBare ?? [], isEscaped, &out)
    case .urlPortlessCanonical: put(callback?.portlessCanonical ?? [], isEscaped, &out)
    case .nonce: put(callback?.nonce ?? [], isEscaped, &out)
    default: break
    }
  }

  private func append(
    _ one: Verification, _ term: Term, _ view: TermView, _ isEscaped: Bool,
    _ out: inout ScratchBuffer<UInt8>
  ) {
    switch term {
    case .verificationID: put(one.id, view, isEscaped, &out)
    case .verificationRecipient: put(one.recipient, view, &out)
    case .verificationChannel: put(channelName(one.channel), view, isEscaped, &out)
    case .verificationStatus:
      let word = provider.verification.words.statuses[Int(one.status(at: now).rawValue)]
      put(word, view, isEscaped, &out)
    case .verificationCount: put(one.attemptCount, &out)
    case .verificationCreated: put(one.created, view, &out)
    case .verificationUpdated: put(one.updated(at: now), view, &out)
    case .verificationExpires: put(one.expires, view, &out)
    case .verificationLifetime: put(one.lifetime, view, &out)
    case .verificationResends: put(one.resends, &out)
    case .verificationClient: put(one.client, view, isEscaped, &out)
    case .verificationChargeTotal: put(decimal: one.totalCharge(at: now, in: provider), view, &out)
    case .verificationChargeApproval:
      put(
        decimal: one.isApprovalCharged ? provider.approvalText : provider.approvalZero, view, &out)
    case .verificationCode: put(one.code, view, isEscaped, &out)
    default: break
    }
  }

  private func append(
    _ one: Verification.Attempt, _ term: Term, _ view: TermView, _ isEscaped: Bool,
    _ out: inout ScratchBuffer<UInt8>
  ) {
    switch term {
    case .attemptID: put(one.identifier, view, isEscaped, &out)
    case .attemptNumber: put(one.number, &out)
    case .attemptIndex: put(one.number - 1, &out)
    case .attemptChannel: put(channelName(one.channel), view, isEscaped, &out)
    case .attemptStatus:
      put(one.stage(at: now, in: provider.channels)?.1.status ?? [], view, isEscaped, &out)
    case .attemptEvent:
      put(one.stage(at: now, in: provider.channels)?.1.event ?? [], view, isEscaped, &out)
    case .attemptError: put(one.error(at: now, in: provider), view, isEscaped, &out)
    case .attemptCreated: put(one.created, view, &out)
    case .attemptCharge: put(decimal: one.charge(at: now, in: provider), view, &out)
    default: break
    }
  }

  private func append(
    _ one: Verification.Check, _ term: Term, _ view: TermView, _ isEscaped: Bool,
    _ out: inout ScratchBuffer<UInt8>
  ) {
    switch term {
    case .checkID: put(one.identifier, view, isEscaped, &out)
    case .checkCreated: put(one.created, view, &out)
    case .checkNumber: put(one.number, &out)
    default:
      let word = provider.verification.words.word(for: one.isRight ? "right" : "wrong", .verdict)
      put(Array(word.utf8), view, isEscaped, &out)
    }
  }

  private func append(
    _ one: VerifiedNumber, _ term: Term, _ view: TermView, _ isEscaped: Bool,
    _ out: inout ScratchBuffer<UInt8>
  ) {
    switch term {
    case .numberPhone: put(one.phone, view, &out)
    case .numberCreated: put(one.created, view, &out)
    case .numberModified: put(one.modified, view, &out)
    default: put(one.verification, view, isEscaped, &out)
    }
  }

  private func append(
    _ one: Page, _ term: Term, _ isEscaped: Bool, _ out: inout ScratchBuffer<UInt8>
  ) {
    switch term {
    case .pageLimit: put(one.limit, &out)
    case .pageOffset: put(one.offset, &out)
    case .pageTotal: put(one.total, &out)
    case .pageNext: put(one.next ?? [], isEscaped, &out)
    default: put(one.previous ?? [], isEscaped, &out)
    }
  }

  private func append(
    _ one: ReadViolation, _ term: Term, _ isEscaped: Bool, _ out: inout ScratchBuffer<UInt8>
  ) {
    switch term {
    case .violationField: put(Array((one.path.last ?? "").utf8), isEscaped, &out)
    case .violationText: put(Array(one.text.utf8), isEscaped, &out)
    default:
      put(Array(provider.verification.words.word(for: one.kind, .violation).utf8), isEscaped, &out)
    }
  }
}
