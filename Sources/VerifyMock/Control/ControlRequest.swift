import VerifyMockHTTP
import VerifyMockJSON

/// A call of the control API, taken apart.
struct ControlRequest {
  let method: String
  /// The segments behind `/_mock`.
  let path: [String]
  let query: [String: String]
  let accountHeader: String?
  let body: [UInt8]

  init(_ request: HTTPRequestView) {
    // The content of an answer to HEAD is left out below.
    method = request.method.equals("HEAD") ? "GET" : String(decoding: request.method, as: UTF8.self)
    path = String(decoding: request.path, as: UTF8.self).split(separator: "/").dropFirst().map {
      let bytes = Array($0.utf8)
      return bytes.withUnsafeBufferPointer { PercentCoding.decode($0) }.map {
        String(decoding: $0, as: UTF8.self)
      } ?? String($0)
    }
    var query: [String: String] = [:]
    for pair in request.query.flatMap({ FormCoding.pairs($0) }) ?? [] {
      query[String(decoding: pair.name, as: UTF8.self)] = String(
        decoding: pair.value, as: UTF8.self)
    }
    self.query = query
    accountHeader = request.value(of: "x-verify-mock-account").map {
      String(decoding: $0, as: UTF8.self)
    }
    body = Array(request.body)
  }

  /// The body as a JSON object whose keys are known.
  func object(keys: [String]) throws(ControlError) -> JSONElement {
    let document: JSONDocument
    do throws(JSONSyntaxError) {
      document = try JSONDocument(body)
    } catch {
      throw ControlError(
        400, error.what, at: "body \(error.position)",
        hint: "send a JSON object with some of: " + keys.joined(separator: ", "))
    }
    let root = document.root
    guard root.kind == .object else {
      throw ControlError(
        400, "the body must be an object, not \(root.kind.name)", at: "body \(root.position)")
    }
    for (key, _) in root.members where !keys.contains(key.string ?? "") {
      throw ControlError(
        400, "there is no key '\(key.string ?? "")'", at: "body \(key.position)",
        hint: NearestName.of(key.string ?? "", in: keys).map { "did you mean '\($0)'?" }
          ?? "there are: " + keys.joined(separator: ", "))
    }
    return root
  }

  /// Refuses query names that the call does not know.
  func checkQuery(_ names: [String]) throws(ControlError) {
    let known = names + ["account", "token"]
    for name in query.keys.sorted() where !known.contains(name) {
      throw ControlError(
        400, "there is no parameter '\(name)'", at: "query",
        hint: NearestName.of(name, in: known).map { "did you mean '\($0)'?" }
          ?? (names.isEmpty
            ? "there is only: account" : "there are: " + known.dropLast().joined(separator: ", ")))
    }
  }
}
