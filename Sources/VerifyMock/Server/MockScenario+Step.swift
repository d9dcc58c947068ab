import VerifyMockJSON

extension MockScenario {
  /// How often a step decides.
  public enum Times: Sendable, Hashable, ExpressibleByIntegerLiteral {
    /// For so many requests.
    case exactly(Int)
    /// For every request.
    case always

    /// For so many requests.
    public init(integerLiteral value: Int) { self = .exactly(value) }
  }

  /// What the uses of a step are counted per, within an account.
  public enum Unit: String, Sendable, CaseIterable {
    /// Each verification on its own: asking for another code starts again.
    case verification
    /// Each recipient on its own: asking for another code goes on.
    case recipient
  }

  /// What becomes of a message.
  public enum Delivery: String, Sendable, CaseIterable {
    /// It arrives.
    case delivered
    /// It is sent and does not arrive.
    case undelivered
    /// It is not even sent.
    case failed
  }

  /// What becomes of a connection.
  public enum Fault: String, Sendable, CaseIterable {
    /// It is reset.
    case reset
    /// It is closed without an answer.
    case close
    /// It is never answered.
    case stall
    /// It is closed after half of the answer.
    case truncate
    /// It carries bytes that are no HTTP.
    case garbage
  }

  /// One deviation from the default behaviour.
  public struct Step: Sendable, Hashable {
    enum Action: Sendable, Hashable {
      case nothing
      case outcome(MockOutcome)
      case delivery(Delivery, error: String?)
      case respond(status: Int, headers: [String: String], json: String?, text: String?)
      case fault(Fault)
    }

    let operation: MockOperation
    let conditions: [String: String]
    let times: Times
    let delay: ClosedRange<Duration>?
    let action: Action
    var unit: Unit?

    /// This step with its uses counted per recipient or per verification.
    ///
    /// Without it steps on a send count per recipient, others per verification. A step that
    /// applies always counts nothing, and a send has no verification yet: these are refused.
    public func counted(per unit: Unit) -> Step {
      var step = self
      step.unit = unit
      return step
    }

    /// An operation ends with another outcome, and the state follows: `expired` expires
    /// the verification, `already-verified` verifies it.
    ///
    /// - Parameters:
    ///   - operation: an effect such as `.send`, or an operation's id.
    ///   - conditions: only for requests with these values, such as `["channel": "voice"]`.
    ///   - outcome: how the request ends.
    ///   - times: steps on a send count for each recipient, others for each verification.
    ///   - delay: how long the answer is held back, in real time.
    public static func on(
      _ operation: MockOperation, when conditions: [String: String] = [:], outcome: MockOutcome,
      times: Times = 1, delay: Duration? = nil
    ) -> Step {
      step(operation, conditions, times, delay, .outcome(outcome))
    }

    /// The operation is answered truthfully, and the message takes this course.
    ///
    /// - Parameters:
    ///   - operation: an effect such as `.send`, or an operation's id.
    ///   - conditions: only for requests with these values.
    ///   - delivery: the course that the message takes.
    ///   - error: the error code that the course ends with.
    ///   - times: steps on a send count for each recipient, others for each verification.
    ///   - delay: how long the answer is held back, in real time.
    public static func on(
      _ operation: MockOperation, when conditions: [String: String] = [:], delivery: Delivery,
      error: String? = nil, times: Times = 1, delay: Duration? = nil
    ) -> Step {
      step(operation, conditions, times, delay, .delivery(delivery, error: error))
    }

    /// The connection breaks.
    public static func on(
      _ operation: MockOperation, when conditions: [String: String] = [:], fault: Fault,
      times: Times = 1, delay: Duration? = nil
    ) -> Step {
      step(operation, conditions, times, delay, .fault(fault))
    }

    /// An answer of your own is given, and nothing changes behind it.
    ///
    /// - Parameters:
    ///   - operation: an effect such as `.send`, or an operation's id.
    ///   - conditions: only for requests with these values.
    ///   - status: the status of the answer, from 200 to 599.
    ///   - headers: its fields, besides those that every answer has.
    ///   - json: a JSON body, which may have placeholders.
    ///   - text: a body as it stands; not together with `json`.
    ///   - times: steps on a send count for each recipient, others for each verification.
    ///   - delay: how long the answer is held back, in real time.
    public static func on(
      _ operation: MockOperation, when conditions: [String: String] = [:], status: Int,
      headers: [String: String] = [:], json: String? = nil, text: String? = nil, times: Times = 1,
      delay: Duration? = nil
    ) -> Step {
      step(
        operation, conditions, times, delay,
        .respond(status: status, headers: headers, json: json, text: text))
    }

    /// The usual answer comes late.
    public static func on(
      _ operation: MockOperation, when conditions: [String: String] = [:], delay: Duration,
      times: Times = 1
    ) -> Step {
      step(operation, conditions, times, delay, .nothing)
    }

    private static func step(
      _ operation: MockOperation, _ conditions: [String: String], _ times: Times,
      _ delay: Duration?, _ action: Action
    ) -> Step {
      Step(
        operation: operation, conditions: conditions, times: times,
        delay: delay.map { $0...$0 }, action: action)
    }
  }
}

extension MockScenario.Step {
  var document: JSONValue {
    var step = JSONValue.object([JSONMember("on", .string(operation.name))])
    if !conditions.isEmpty {
      step["when"] = .object(
        conditions.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value)) })
    }
    switch times {
    case .exactly(1): break
    case .exactly(let count): step["times"] = .number(String(count))
    case .always: step["times"] = .string("always")
    }
    step["per"] = unit.map { .string($0.rawValue) }
    write(action, to: &step)
    step["delay"] = delay.map { .string($0.lowerBound.documentText) }
    return step
  }

  private func write(_ action: Action, to step: inout JSONValue) {
    switch action {
    case .nothing: break
    case .outcome(let outcome): step["outcome"] = .string(outcome.name)
    case .delivery(let course, let error):
      step["delivery"] = .string(course.rawValue)
      step["error"] = error.map { .string($0) }
    case .fault(let fault): step["fault"] = .string(fault.rawValue)
    case .respond(let status, let headers, let json, let text):
      var answer = JSONValue.object([JSONMember("status", .number(String(status)))])
      if !headers.isEmpty {
        answer["headers"] = .object(
          headers.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value)) })
      }
      // What is no JSON stands as it is, so that the reader can say what is wrong with it.
      answer["body"] = json.map { (try? JSONValue(parsing: $0)) ?? .string($0) }
      answer["text"] = text.map { .string($0) }
      step["respond"] = answer
    }
  }
}
