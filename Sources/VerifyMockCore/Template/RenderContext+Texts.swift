import VerifyMockHTTP

/// How values of each kind are written, by the view that is asked for.
extension RenderContext {
  func put(_ bytes: [UInt8], _ isEscaped: Bool, _ out: inout ScratchBuffer<UInt8>) {
    bytes.withUnsafeBufferPointer { put($0, isEscaped, &out) }
  }

  func put(_ bytes: Bytes, _ isEscaped: Bool, _ out: inout ScratchBuffer<UInt8>) {
    if isEscaped {
      JSONText.appendEscaped(bytes, to: &out)
    } else {
      out.append(contentsOf: bytes)
    }
  }

  func put(_ number: Int, _ out: inout ScratchBuffer<UInt8>) {
    if number < 0 { out.append(UInt8(ascii: "-")) }
    out.append(decimal: UInt64(number.magnitude))
  }

  func put(_ instant: Instant, _ view: TermView, _ out: inout ScratchBuffer<UInt8>) {
    switch view {
    case .nano: instant.append(.nano, to: &out)
    case .plain: instant.append(.plain, to: &out)
    case .unix: put(Int(instant.nanoseconds / 1_000_000_000), &out)
    case .secondsLeft: put((instant - now).secondsToWait, &out)
    default: instant.append(.micro, to: &out)
    }
  }

  func put(_ interval: Interval?, _ view: TermView, _ out: inout ScratchBuffer<UInt8>) {
    guard let interval else { return }
    put(view == .minutes ? interval.seconds / 60 : interval.secondsToWait, &out)
  }

  func put(_ phone: PhoneNumber, _ view: TermView, _ out: inout ScratchBuffer<UInt8>) {
    switch view {
    case .country: if let code = Country.code(of: phone) { out.append(code) }
    case .digits: phone.appendDigits(to: &out)
    default:
      out.append(UInt8(ascii: "+"))
      phone.appendDigits(to: &out)
    }
  }

  func put(
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

  func put(
    _ identifier: DrawnIdentifier, _ view: TermView, _ isEscaped: Bool,
    _ out: inout ScratchBuffer<UInt8>
  ) {
    if view == .bare, identifier.pattern.isPlain {
      identifier.append(to: &out)
    } else {
      put(identifier.bytes, view, isEscaped, &out)
    }
  }

  func put(decimal text: [UInt8], _ view: TermView, _ out: inout ScratchBuffer<UInt8>) {
    guard view == .trimmed, text.contains(UInt8(ascii: ".")) else {
      out.append(text)
      return
    }
    text.withUnsafeBufferPointer { text in
      var end = text.count
      while end > 0, text[end - 1] == UInt8(ascii: "0") { end -= 1 }
      if end > 0, text[end - 1] == UInt8(ascii: ".") { end -= 1 }
      out.append(contentsOf: Bytes(rebasing: text[..<end]))
    }
  }
}
