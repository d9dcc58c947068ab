import VerifyMockCore
import VerifyMockHTTP

/// A request as a shell command, without its secret.
enum CurlCommand {
  static func text(_ request: BuiltRequest, url: String) -> String {
    var words = ["curl", "-sS"]
    if request.method != "GET" { words += ["-X", request.method] }
    words.append(quoted(address(request.target, url)))
    for (name, value) in request.fields where name != "Accept" {
      let isSecret = name.lowercased() == "authorization"
      let scheme = value.prefix { $0 != " " }
      words += ["-H", quoted("\(name): " + (isSecret ? "\(scheme) •••" : value))]
    }
    if !request.body.isEmpty {
      words += ["-d", quoted(String(decoding: request.body, as: UTF8.self))]
    }
    return words.joined(separator: " ")
  }

  /// The URL of a target; the endpoint's own path stands in it once.
  private static func address(_ target: String, _ url: String) -> String {
    guard let mark = url.firstIndex(of: ":"),
      let start = url.index(mark, offsetBy: 3, limitedBy: url.endIndex)
    else { return url + target }
    let slash = url[start...].firstIndex(of: "/") ?? url.endIndex
    return url[..<slash] + RequestMaker.target(target, behind: String(url[slash...]))
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}
