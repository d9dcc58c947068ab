import VerifyMockHTTP

/// What the terms of each subject are.
extension RenderContext {
  func appendCommon(
    _ term: Term, _ view: TermView, _ isEscaped: Bool, _ out: inout ScratchBuffer<UInt8>
  ) {
    switch term {
    case .requestID:
      if view == .bare, requestID?.pattern.isPlain == true {
        requestID?.append(to: &out)
      } else if let requestID {
        put(requestID, view, isEscaped, &out)
      }
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
    case .outcomeStatus: put(outcomeStatus, &out)
    case .urlBare: put(callback?.bare ?? [], isEscaped, &out)
    case .urlCanonical: put(callback?.canonical ?? [], isEscaped, &out)
    case .urlPortlessBare: put(callback?.portlessBare ?? [], isEscaped, &out)
    case .urlPortlessCanonical: put(callback?.portlessCanonical ?? [], isEscaped, &out)
    case .nonce: put(callback?.nonce ?? [], isEscaped, &out)
    default: break
    }
  }

  func append(
    _ one: Verification, _ term: Term, _ view: TermView, _ isEscaped: Bool,
    _ out: inout ScratchBuffer<UInt8>
  ) {
    switch term {
    case .verificationID:
      switch one.identifier {
      case .drawn(let id): put(id, view, isEscaped, &out)
      case .given(let id): put(id, view, isEscaped, &out)
      }
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

  func append(
    _ one: HeldAttempt, _ term: Term, _ view: TermView, _ isEscaped: Bool,
    _ out: inout ScratchBuffer<UInt8>
  ) {
    switch term {
    case .attemptID: put(one.value.identifier, view, isEscaped, &out)
    case .attemptNumber: put(one.value.number, &out)
    case .attemptIndex: put(one.value.number - 1, &out)
    case .attemptChannel: put(channelName(one.value.channel), view, isEscaped, &out)
    case .attemptStatus:
      put(one.value.stage(at: now, in: provider.channels)?.1.status ?? [], view, isEscaped, &out)
    case .attemptEvent:
      put(one.value.stage(at: now, in: provider.channels)?.1.event ?? [], view, isEscaped, &out)
    case .attemptError: put(one.value.error(at: now, in: provider), view, isEscaped, &out)
    case .attemptCreated: put(one.value.created, view, &out)
    case .attemptCharge: put(decimal: one.value.charge(at: now, in: provider), view, &out)
    default: break
    }
  }

  func append(
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

  func append(
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

  func append(
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

  func append(
    _ one: ReadViolation, _ term: Term, _ isEscaped: Bool, _ out: inout ScratchBuffer<UInt8>
  ) {
    switch term {
    case .violationField: put(Array((one.path.last ?? "").utf8), isEscaped, &out)
    case .violationText: put(Array(one.text.utf8), isEscaped, &out)
    default:
      put(Array(provider.verification.words.word(for: one.kind, .violation).utf8), isEscaped, &out)
    }
  }

  private func channelName(_ index: Int) -> [UInt8] {
    provider.channelNames.indices.contains(index) ? provider.channelNames[index] : []
  }
}
