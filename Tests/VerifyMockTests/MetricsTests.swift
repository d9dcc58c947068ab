import Testing
import VerifyMockCore
import VerifyMockHTTP
import VerifyMockNetwork
import VerifyMockTestSupport

@testable import VerifyMock

@Suite("Metrics")
struct MetricsTests {
  private static func catalogue() throws -> Catalogue { try SharedCatalogue.with(folders: []) }

  @Test("a request is counted in the row of its operation, under its outcome")
  func countsRequests() throws {
    let catalogue = try Self.catalogue()
    var metrics = Metrics(catalogue: catalogue, start: Instant(nanoseconds: 0))
    var reply = Reply()
    metrics.count(reply, since: .now())
    reply.fault = .reset
    metrics.count(reply, since: .now())
    #expect(metrics.requests[Metrics.Ending.none] == 1)
    #expect(metrics.requests[Metrics.Ending.fault] == 1)
    #expect(metrics.requests.reduce(0, +) == 2)
    #expect(metrics.buckets.reduce(0, +) == 2)
    #expect(metrics.unmatched == 2)
  }

  @Test("a delay that a scenario asks for is part of the latency")
  func countsDelays() throws {
    var metrics = Metrics(catalogue: try Self.catalogue(), start: Instant(nanoseconds: 0))
    metrics.count(Reply(delay: .seconds(5)), since: .now())
    // 2.5 s < 5 s ≤ 10 s, the last bucket that has a bound.
    #expect(metrics.buckets[Metrics.bounds.count - 1] == 1)
    metrics.count(Reply(delay: .seconds(11)), since: .now())
    #expect(metrics.buckets[Metrics.bounds.count] == 1)
    #expect(metrics.latencies[0] >= 16_000_000_000)
  }

  @Test("delays of centuries do not overflow the sum of latencies")
  func countsHugeDelays() throws {
    var metrics = Metrics(catalogue: try Self.catalogue(), start: Instant(nanoseconds: 0))
    for _ in 0..<3 {
      metrics.count(Reply(delay: Interval(nanoseconds: .max)), since: .now())
    }
    #expect(metrics.latencies[0] == .max)
    #expect(metrics.buckets[Metrics.bounds.count] == 3)
  }

  @Test("every row has a label of its own, and each operation a row")
  func namesRows() throws {
    let catalogue = try Self.catalogue()
    let rows = MetricRows(catalogue)
    #expect(rows.row(-1, -1) == 0)
    var seen = 1
    for (index, provider) in catalogue.providers.enumerated() {
      #expect(rows.labels[rows.row(index, -1)] == .init(provider: provider.id, operation: ""))
      seen += 1
      for operation in provider.operations {
        #expect(
          rows.labels[rows.row(index, operation.index)]
            == .init(provider: provider.id, operation: operation.id))
        seen += 1
      }
    }
    #expect(seen == rows.count)
  }

  @Test("documents that are read again keep the counts of what they still name")
  func keepsCounts() throws {
    let catalogue = try Self.catalogue()
    var metrics = Metrics(catalogue: catalogue, start: Instant(nanoseconds: 0))
    metrics.count(Reply(), since: .now())
    let before = metrics
    metrics.adopt(catalogue)
    #expect(metrics.requests == before.requests)
    #expect(metrics.buckets == before.buckets)
    #expect(metrics.latencies == before.latencies)
  }

  @Test(
    "nanoseconds are written as seconds, exactly",
    arguments: [
      (0, "0"), (1, "0.000000001"), (10_000, "0.00001"), (2_500_000_000, "2.5"),
      (1_000_000_000, "1"), (-500_000_000, "-0.5"),
    ] as [(Int64, String)])
  func writesSeconds(nanoseconds: Int64, text: String) {
    #expect(MetricsWriter.seconds(nanoseconds) == text)
  }

  @Test("a label's value can't break out of its quotes")
  func escapes() {
    var writer = MetricsWriter()
    writer.sample("a", [("b", "x\"\\\n")], "1")
    #expect(String(decoding: writer.bytes, as: UTF8.self) == "a{b=\"x\\\"\\\\\\n\"} 1\n")
  }

  @Test("connections, refused messages and state are told as they are")
  func tellsState() async throws {
    let mock = try await MockServer.start()
    let bad = try RawClient(port: UInt16(mock.port))
    bad.send("GET / HTTP/1.1\r\n\r\n")
    _ = try bad.readResponse()
    let client = try RawClient(port: UInt16(mock.port))
    client.send("GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(try client.readResponse().status == 404)
    client.send("GET /_mock/metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    let response = try client.readResponse()
    #expect(response.status == 200)
    #expect(response.fields["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
    let lines = response.body.split(separator: "\n")
    for line in [
      "verify_mock_build_info{version=\"\(MockServer.version)\"} 1",
      #"verify_mock_refused_messages_total{refusal="missingHost",status="400"} 1"#,
      "verify_mock_unmatched_requests_total 2", "verify_mock_control_requests_total 1",
      "verify_mock_connections_accepted_total 2", "verify_mock_connections_refused_total 0",
      "verify_mock_journal_exchanges 2", "verify_mock_accounts 0",
    ] {
      #expect(lines.contains(line[...]), "\(line)")
    }
    await mock.stop()
  }
}
