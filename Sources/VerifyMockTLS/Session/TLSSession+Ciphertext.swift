extension TLSSession {
  /// Takes what the peer has sent.
  package func receive(_ ciphertext: UnsafeRawBufferPointer) {
    if opening.count < TLSSession.openingLength {
      opening += ciphertext.prefix(TLSSession.openingLength - opening.count)
    }
    var rest = ciphertext[...]
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest)
      let count = context.library.crypto.bioWrite(
        input, part.baseAddress, Int32(clamping: part.count))
      guard count > 0 else {
        fail(with: .brokenProtocol(reason: "out of memory"))
        return
      }
      rest = rest.dropFirst(Int(count))
    }
  }

  /// Says that the peer's connection has ended: no more ciphertext will come.
  package func endInput() {
    isInputEnded = true
    // From now on an empty input is the end instead of a wait.
    _ = context.library.crypto.bioControl(input, OpenSSL.bioEndReturn, 0, nil)
  }

  /// Whether there is ciphertext to be sent.
  package var hasOutput: Bool { pendingOutput > 0 }

  /// Appends the ciphertext to be sent to `bytes`.
  package func takeOutput(into bytes: inout [UInt8]) {
    let pending = pendingOutput
    guard pending > 0 else { return }
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: pending))
    let taken = bytes.withUnsafeMutableBytes { buffer -> Int in
      guard let base = buffer.baseAddress else { return 0 }
      return Int(
        context.library.crypto.bioRead(output, base + start, Int32(clamping: pending)))
    }
    bytes.removeLast(pending - max(0, taken))
  }

  var pendingOutput: Int {
    context.library.crypto.bioControl(output, OpenSSL.bioPending, 0, nil)
  }
}
