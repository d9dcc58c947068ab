import Foundation
import Testing
import VerifyMockHTTP

/// One case of `Fixtures/http/requests`: bytes, and what has to come of them.
struct WireCase: Decodable, Sendable, CustomTestStringConvertible {
  let topic: String
  let name: String
  let rule: String
  let input: [UInt8]
  let limits: HTTPLimits
  let requests: [ExpectedRequest]
  let refused: Int?
  let reason: String?

  var testDescription: String { "\(topic): \(name) (\(rule))" }

  static let all: [WireCase] = {
    let topics = [
      "request-line", "target", "host", "fields", "framing", "chunks", "connection", "limits",
    ]
    return topics.flatMap { topic in
      let file = try? HTTPFixtures.load(
        "requests/\(topic).json", as: File.self, userInfo: topicKey.map { [$0: topic] } ?? [:])
      return file?.cases ?? []
    }
  }()

  private struct File: Decodable {
    let cases: [WireCase]
  }

  private enum Key: String, CodingKey {
    case name, rule, input, limits, requests, refused, reason
  }

  private static let topicKey = CodingUserInfoKey(rawValue: "topic")

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    topic = Self.topicKey.flatMap { decoder.userInfo[$0] as? String } ?? ""
    name = try container.decode(String.self, forKey: .name)
    rule = try container.decode(String.self, forKey: .rule)
    if let text = try? container.decode(String.self, forKey: .input) {
      input = Self.bytes(text)
    } else {
      input = try container.decode([Piece].self, forKey: .input).flatMap(\.bytes)
    }
    var limits = HTTPLimits()
    let given = try container.decodeIfPresent([String: Int].self, forKey: .limits) ?? [:]
    limits.requestLine = given["requestLine"] ?? limits.requestLine
    limits.fieldSection = given["fieldSection"] ?? limits.fieldSection
    limits.fieldCount = given["fieldCount"] ?? limits.fieldCount
    limits.body = given["body"] ?? limits.body
    limits.chunkExtensions = given["chunkExtensions"] ?? limits.chunkExtensions
    self.limits = limits
    requests = try container.decodeIfPresent([ExpectedRequest].self, forKey: .requests) ?? []
    refused = try container.decodeIfPresent(Int.self, forKey: .refused)
    reason = try container.decodeIfPresent(String.self, forKey: .reason)
  }

  /// One byte for each character.
  static func bytes(_ text: String) -> [UInt8] {
    text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
  }

  private struct Piece: Decodable {
    let bytes: [UInt8]

    private enum Key: String, CodingKey { case `repeat`, times }

    init(from decoder: any Decoder) throws {
      if let text = try? decoder.singleValueContainer().decode(String.self) {
        bytes = WireCase.bytes(text)
        return
      }
      let container = try decoder.container(keyedBy: Key.self)
      let unit = WireCase.bytes(try container.decode(String.self, forKey: .repeat))
      let times = try container.decode(Int.self, forKey: .times)
      bytes = Array(repeatElement(unit, count: times).joined())
    }
  }
}
