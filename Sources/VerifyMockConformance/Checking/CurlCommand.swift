import VerifyMockCore
import VerifyMockHTTP
import VerifyMockJSON

/// A request as a shell command that runs when it is pasted: secrets and codes are variables.
enum CurlCommand {
  static func text(
    _ request: BuiltRequest, url: String, credentials: (id: String, secret: String)? = nil,
    other: (id: String, secret: String)? = nil, codes: Set<String> = []
  ) -> String {
    var words = ["curl", "-sS"]
    if request.method == "HEAD" {
      words.append("--head")
    } else if request.method != "GET" {
      words += ["-X", request.method]
    }
    var variables: [(text: String, name: String)] = []
    for (account, name) in [(credentials, "AUTH_TOKEN"), (other, "OTHER_TOKEN")] {
      guard let account, !account.secret.isEmpty else { continue }
      variables.append((account.secret, name))
    }
    words.append(quoted(address(request.target, url), variables))
    for (name, value) in request.fields where name != "Accept" {
      if let user = user(value, credentials, "AUTH_TOKEN") ?? user(value, other, "OTHER_TOKEN") {
        words += ["-u", user]
      } else {
        words += ["-H", quoted("\(name): \(value)", variables)]
      }
    }
    if !request.body.isEmpty {
      let body = String(decoding: request.body, as: UTF8.self)
      let known = codes.filter { $0.count > 3 }.sorted().map { (text: $0, name: "CODE") }
      words += ["-d", quoted(body, variables + known)]
    }
    return words.joined(separator: " ")
  }

  /// The user of a Basic field that has these credentials.
  private static func user(
    _ value: String, _ account: (id: String, secret: String)?, _ name: String
  ) -> String? {
    guard let account, value == HTTPBasicCredentials.field(id: account.id, secret: account.secret)
    else { return nil }
    return quoted(account.id + ":") + "\"$\(name)\""
  }

  /// The URL of a target; the endpoint's own path stands in it once.
  private static func address(_ target: String, _ url: String) -> String {
    guard let mark = url.firstIndex(of: ":"),
      let start = url.index(mark, offsetBy: 3, limitedBy: url.endIndex)
    else { return url + target }
    let slash = url[start...].firstIndex(of: "/") ?? url.endIndex
    return url[..<slash] + RequestMaker.target(target, behind: String(url[slash...]))
  }

  /// Text in single quotes, with what a variable stands for outside of them.
  private static func quoted(
    _ text: String, _ variables: [(text: String, name: String)] = []
  ) -> String {
    var result =
      "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
    for (text, name) in variables {
      result = result.replacingEach(text, with: "'\"$\(name)\"'")
    }
    return result
  }
}
