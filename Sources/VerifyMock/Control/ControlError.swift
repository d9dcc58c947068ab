/// Why a call of the control API was refused: `{"error":{"what","where","hint"}}`.
struct ControlError: Error {
  let status: Int
  let what: String
  let place: String?
  let hint: String?

  init(_ status: Int, _ what: String, at place: String? = nil, hint: String? = nil) {
    self.status = status
    self.what = what
    self.place = place
    self.hint = hint
  }
}
