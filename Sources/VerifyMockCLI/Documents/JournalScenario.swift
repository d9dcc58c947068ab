import VerifyMock
import VerifyMockCore
import VerifyMockHTTP
import VerifyMockJSON
import VerifyMockNetwork

/// Turns the journal of a running server into a scenario file.
enum JournalScenario {
  /// Fetches the journal and writes it as a scenario: the requests become the walkthrough, and what
  /// steps decided becomes steps.
  ///
  /// - Parameter url: the base URL of a mock server.
  /// - Returns: the scenario as JSON, for a person to name and to shorten.
  static func text(from url: String) throws(MockServerError) -> String {
    guard let endpoint = EndpointURL(url) else {
      throw MockServerError("'\(url)' is not the base URL of a mock: http://HOST:PORT")
    }
    let target = "\(endpoint.path)/_mock/requests?limit=\(ControlAPI.mostItems)"
    let answer: HTTPReceivedResponse
    do throws(HTTPClient.Failure) {
      let client = try HTTPClient(url: endpoint, largestBody: 64 << 20)
      answer = try client.send(HTTPRequest(target: target, host: client.authority)).get().response
    } catch {
      throw MockServerError("no mock server answers at \(url): \(error)")
    }
    guard answer.status == 200, let document = try? JSONDocument(answer.body) else {
      throw MockServerError("what answers at \(url) is no mock server (status \(answer.status))")
    }
    return try scenario(from: document.root["items"]?.elements ?? [])
  }

  private static func scenario(from items: [JSONElement]) throws(MockServerError) -> String {
    let matched = items.filter { $0["operation"]?.string != nil }
    guard let provider = matched.first?["provider"]?.string else {
      throw MockServerError("the journal has no request that an operation fits")
    }
    var steps: [JSONValue] = []
    var walkthrough: [JSONValue] = []
    for item in matched where item["provider"]?.string == provider {
      let effect = item["effect"]?.string
      let outcome = item["outcome"]?.string
      if item["step"] != nil, let effect {
        var step: [JSONMember] = [JSONMember("on", .string(effect))]
        if let fault = item["fault"]?.string {
          step.append(JSONMember("fault", .string(fault)))
        } else if let outcome {
          step.append(JSONMember("outcome", .string(outcome)))
        }
        if step.count > 1 { steps.append(.object(step)) }
      }
      var line: [JSONMember] =
        effect.map { [JSONMember("do", .string($0))] }
        ?? [JSONMember("call", .string(item["operation"]?.string ?? ""))]
      if effect == Effect.check.rawValue {
        line.append(
          JSONMember("code", .string(outcome == Outcome.wrongCode.name ? "wrong" : "right")))
      }
      if let outcome { line.append(JSONMember("expect", .string(outcome))) }
      walkthrough.append(.object(line))
    }
    let scenario = JSONValue.object([
      JSONMember("scenario", .string("recorded")), JSONMember("provider", .string(provider)),
      JSONMember("summary", .string("Recorded from a journal.")),
      JSONMember("steps", .array(steps)), JSONMember("walkthrough", .array(walkthrough)),
    ])
    var writer = JSONWriter(isPretty: true)
    scenario.write(to: &writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
