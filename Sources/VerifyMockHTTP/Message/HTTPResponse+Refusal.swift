extension HTTPResponse {
  /// Makes it the answer to a message that was refused: JSON that says what and why, then close.
  package mutating func refuse(_ refusal: HTTPRefusal) {
    reset()
    status = refusal.status
    closesConnection = true
    setField(.contentType, "application/json")
    // The texts hold nothing that JSON escapes; a test looks.
    if refusal == .outOfRoom { setField(.retryAfter, "1") }
    body.append(contentsOf: Bytes("{\"error\":{\"what\":\""))
    body.append(contentsOf: Bytes(refusal.text))
    body.append(contentsOf: Bytes("\",\"where\":\"HTTP message\",\"hint\":\""))
    body.append(contentsOf: Bytes(refusal.rule))
    body.append(contentsOf: Bytes("\"}}"))
  }
}
