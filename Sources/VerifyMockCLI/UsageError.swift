/// Why a command can't be carried out: one clear message, exit code 2.
struct UsageError: Error {
  let message: String

  init(_ message: String) {
    self.message = message
  }
}
