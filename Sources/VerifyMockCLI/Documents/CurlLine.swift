import VerifyMockCore
import VerifyMockHTTP
import VerifyMockJSON

/// Shell commands for one request of a walkthrough.
enum CurlLine {
  /// The commands; what only the server knows stands in variables that they set.
  ///
  /// - Parameter keepsPrevious: whether a later request names the code before the last.
  static func lines(
    for item: WalkthroughItem.Request, of provider: Provider,
    account: (id: String, secret: String)?, keepsPrevious: Bool
  ) -> [String] {
    let operation: ProviderOperation?
    let effect: Effect?
    switch item.target {
    case .effect(let wanted):
      effect = wanted
      operation = provider.operations.first { $0.cases.contains { $0.effect == wanted } }
    case .operation(let id):
      operation = provider.operation(id)
      effect = operation?.cases.first?.effect
    }
    guard let operation else { return [] }
    let builder = RequestBuilder(provider: provider, operation: operation, credentials: account)
    var values: [String: JSONValue] = [:]
    if effect == .send, let place = builder.location(of: "recipient") {
      values[place] = .string("$RECIPIENT")
    }
    if let finder = operation.find.first {
      values[builder.canonical(finder.location.spellings.first ?? "")] =
        .string(finder.kind == .id ? "$ID" : "$RECIPIENT")
    }
    if let code = item.code, let place = builder.location(of: "code") {
      switch code {
      case .right: values[place] = .string("$CODE")
      case .wrong: values[place] = .string("$WRONG")
      case .previous: values[place] = .string("$PREVIOUS")
      case .literal(let text): values[place] = .string(text)
      }
    }
    for (name, element) in item.with {
      if let place = builder.location(of: name) { values[place] = JSONValue(element) }
    }
    let request = builder.request(values)
    let comment = item.expect.map { "   # \($0.name)" } ?? ""
    var line = "curl -sS -X \(request.method) \"$BASE\(shell(request.target))\""
    for (name, value) in request.fields where name != "Accept" {
      if name == "Authorization", let account, value.hasPrefix("Basic ") {
        line += " -u \(account.id):\(account.secret)"
      } else {
        line += " -H \"\(name): \(value)\""
      }
    }
    if !request.body.isEmpty {
      let text = String(decoding: request.body, as: UTF8.self).replacingEach("\"", with: "\\\"")
      line += " -d \"\(shell(text))\""
    }
    var lines = [line + comment]
    if effect == .send || effect == .resend {
      if keepsPrevious { lines.append("PREVIOUS=$CODE") }
      lines.append(
        "CODE=$(curl -sS \"$BASE/_mock/inbox?wait=2s\" | sed -n 's/.*\"items\":\\[{[^}]*\"code\":\"\\([^\"]*\\)\".*/\\1/p')"
      )
      lines.append(
        "ID=$(curl -sS \"$BASE/_mock/verifications?limit=1\" | sed -n 's/.*\"items\":\\[{\"id\":\"\\([^\"]*\\)\".*/\\1/p')"
      )
      lines.append("WRONG=$(echo \"$CODE\" | tr '0-9A-Y' '1-90B-Z')")
    }
    return lines
  }

  /// Variables stand in the text encoded; the shell puts their values there.
  private static func shell(_ text: String) -> String {
    text.replacingEach("%24", with: "$")
  }
}
