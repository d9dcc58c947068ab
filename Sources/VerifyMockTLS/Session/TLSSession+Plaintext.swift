extension TLSSession {
  /// Ciphertext beyond which `write` waits until some was taken.
  private static let outputBound = 1 << 17

  /// Reads plaintext that is there; carries the handshake on.
  package func read(into buffer: UnsafeMutableRawBufferPointer) -> TLSOutcome {
    guard failure == nil else { return .failed }
    guard isEstablished || advance() else { return failure == nil ? .blocked : .failed }
    guard let base = buffer.baseAddress, !buffer.isEmpty else { return .blocked }
    let library = context.library
    library.crypto.errorClear()
    let count = library.ssl.read(object, base, Int32(clamping: buffer.count))
    if count > 0 { return .moved(Int(count)) }
    return outcome(of: count)
  }

  /// Encrypts as much of `plaintext` as fits; `.blocked` while the handshake goes on, and until
  /// output is taken.
  package func write(_ plaintext: UnsafeRawBufferPointer) -> TLSOutcome {
    guard failure == nil, !isOutputEnded else { return .failed }
    guard isEstablished || advance() else { return failure == nil ? .blocked : .failed }
    let library = context.library
    var rest = plaintext[...]
    while !rest.isEmpty, pendingOutput < TLSSession.outputBound {
      let part = UnsafeRawBufferPointer(rebasing: rest)
      library.crypto.errorClear()
      let count = library.ssl.write(object, part.baseAddress, Int32(clamping: part.count))
      guard count > 0 else {
        let outcome = outcome(of: count)
        return rest.count == plaintext.count ? outcome : .moved(plaintext.count - rest.count)
      }
      rest = rest.dropFirst(Int(count))
    }
    return rest.count == plaintext.count ? .blocked : .moved(plaintext.count - rest.count)
  }

  /// Says that no more plaintext will come (`close_notify`); reading goes on.
  package func endOutput() {
    guard isEstablished, failure == nil, !isOutputEnded else { return }
    isOutputEnded = true
    context.library.crypto.errorClear()
    _ = context.library.ssl.shutdown(object)
  }

  private func outcome(of count: Int32) -> TLSOutcome {
    switch context.library.ssl.error(object, count) {
    case OpenSSL.errorWantRead, OpenSSL.errorWantWrite: return .blocked
    case OpenSSL.errorZeroReturn: return .ended
    default:
      fail(with: failureOfLibrary())
      return .failed
    }
  }
}
