import VerifyMockJSON

/// Why a call of the control API was refused: `{"error":{"what","where","hint"}}`.
struct ControlError: Error {
  let status: Int
  let what: String
  let place: String?
  let hint: String?
  /// The methods that a 405 has to name (RFC 9110 section 15.5.6).
  let allowed: String?

  init(
    _ status: Int, _ what: String, at place: String? = nil, hint: String? = nil,
    allowed: String? = nil
  ) {
    self.status = status
    self.what = what
    self.place = place
    self.hint = hint
    self.allowed = allowed
  }

  init(_ status: Int, _ unknown: UnknownName, at place: String) {
    self.init(status, unknown.what, at: place, hint: unknown.remedy)
  }
}
