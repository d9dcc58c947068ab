import Foundation
import VerifyMockCore
import VerifyMockHTTP
import VerifyMockJSON

@testable import VerifyMockConformance

/// The mock in memory behind a proxy that spoils what passes: for defects that no document of a
/// provider can ask for.
struct AlteringTransport: Transport {
  var inner: EngineTransport
  let alter: JSONValue
  private var count = 0

  init(inner: EngineTransport, alter: JSONValue) {
    self.inner = inner
    self.alter = alter
  }

  var now: Instant { inner.now }
  mutating func code(for wanted: WantedCode) -> String? { inner.code(for: wanted) }
  mutating func pass(_ interval: Interval, isPacing: Bool) -> Bool {
    inner.pass(interval, isPacing: isPacing)
  }
  mutating func callbacks() -> [CallbackRequest]? { inner.callbacks() }
  mutating func sendTogether(_ requests: [BuiltRequest]) -> [Delivery] { requests.map { send($0) } }

  mutating func send(_ request: BuiltRequest) -> Delivery {
    var request = request
    if let name = alter["drop"]?.string, let mark = request.target.firstIndex(of: "?") {
      let pairs = request.target[request.target.index(after: mark)...].split(separator: "&")
        // What is refused anyway stays: the defect is that a sound value does nothing.
        .filter { !$0.hasPrefix(name + "=") || $0.hasSuffix("=-1") || $0.hasSuffix("no-such-word") }
      request.target =
        request.target[..<mark] + (pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&"))
    }
    count += 1
    let delivery = inner.send(request)
    guard case .answered(let response, let time) = delivery, let to = alter["to"],
      applies(to: response, request)
    else { return delivery }
    return .answered(changed(response, to, request), after: time)
  }

  private func applies(to response: HTTPReceivedResponse, _ request: BuiltRequest) -> Bool {
    if let status = alter["status"]?.int, status != response.status { return false }
    if let route = alter["route"]?.string, route != request.method { return false }
    if let part = alter["target"]?.string, !request.target.contains(part) { return false }
    if let told = alter["told"]?.string {
      return String(decoding: response.body, as: UTF8.self).contains(told)
    }
    return true
  }

  private func changed(
    _ response: HTTPReceivedResponse, _ to: JSONValue, _ request: BuiltRequest
  ) -> HTTPReceivedResponse {
    var response = response
    if let status = to["status"]?.int { response.status = status }
    if let type = to["content-type"]?.string { set("Content-Type", type, &response) }
    if let field = to["header"]?.elements, field.count == 2 {
      set(field[0].string ?? "", field[1].string ?? "", &response)
    }
    if let name = to["without"]?.string { remove(name, &response) }
    if let body = to["body"]?.string { response.body = filled(body, request) }
    if let text = to["prefix"]?.string { response.body = Array(text.utf8) + response.body }
    if let text = to["insert"]?.string {
      response.body.insert(contentsOf: filled(text, request), at: 1)
    }
    if let text = to["suffix-in"]?.string {
      response.body.insert(contentsOf: text.utf8, at: response.body.count - 1)
    }
    if let count = to["pad"]?.int { response.body += [UInt8](repeating: 0x20, count: count) }
    if let field = to["code"]?.string, let value = try? JSONValue(parsing: response.body),
      let sent = try? JSONValue(parsing: request.body)
    {
      let recipient = (sent["recipient"] ?? sent["phone_number"])?.string ?? ""
      var copy = inner
      let wanted = WantedCode(recipient: recipient, verification: "", channel: "")
      if let code = copy.code(for: wanted), !recipient.isEmpty {
        var value = value
        value[field] = .string("the code is " + code)
        response.body = value.bytes()
      }
    }
    return response
  }

  /// Ids that are new each time, and what the path of the request names last.
  private func filled(_ text: String, _ request: BuiltRequest) -> [UInt8] {
    let id = "00000000-0000-4000-8000-" + String("\(1_000_000_000_000 + count)".suffix(12))
    let target = request.target.split(separator: "/").last.map(String.init) ?? ""
    var result = text
    for (name, value) in [
      ("{{id}}", id), ("{{target}}", target), ("{{recipient}}", recipient(target)),
    ] {
      while let range = result.range(of: name) { result.replaceSubrange(range, with: value) }
    }
    return Array(result.utf8)
  }

  private func recipient(_ verification: String) -> String {
    let messages = CheckOptions.fictional
    for recipient in messages {
      var copy = inner
      var wanted = WantedCode(recipient: recipient, verification: verification, channel: "")
      wanted.isExact = true
      if copy.code(for: wanted) != nil { return recipient }
    }
    return ""
  }

  private func set(_ name: String, _ value: String, _ response: inout HTTPReceivedResponse) {
    remove(name, &response)
    if var field = response.fields.first {
      field.name = Array(name.utf8)
      field.value = Array(value.utf8)
      response.fields.append(field)
    }
  }

  private func remove(_ name: String, _ response: inout HTTPReceivedResponse) {
    response.fields.removeAll {
      String(decoding: $0.name, as: UTF8.self).lowercased() == name.lowercased()
    }
  }
}
