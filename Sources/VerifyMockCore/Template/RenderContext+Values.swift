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

  private var currentCheck: Verification.Check? {
    guard let verification, let check else { return nil }
    return verification.check(check)
  }

  private func keptValues(_ placeholder: Placeholder) -> KeptValues {
    switch placeholder.term {
    case .verificationKept: verification?.kept ?? KeptValues()
    case .attemptKept: attempt?.value.kept ?? verification?.lastKept ?? KeptValues()
    default: number?.kept ?? KeptValues()
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
      if let attempt { append(attempt, placeholder.term, view, isEscaped, &out) }
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
}
