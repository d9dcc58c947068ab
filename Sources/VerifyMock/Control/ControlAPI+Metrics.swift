import VerifyMockCore
import VerifyMockHTTP
import VerifyMockNetwork

extension ControlAPI {
  static let metricsType = "text/plain; version=0.0.4; charset=utf-8"

  /// What has been counted, for Prometheus and whoever reads its text format.
  func metricsBytes(
    _ metrics: Metrics, _ engine: Engine, connections: ConnectionCounts
  ) -> [UInt8] {
    var writer = MetricsWriter()
    writer.family("verify_mock_build_info", .gauge, "Which version this is; always 1.")
    writer.sample("verify_mock_build_info", [("version", version)], "1")
    writer.single(
      "verify_mock_start_time_seconds", .gauge, "When the server started, since 1970.",
      MetricsWriter.seconds(metrics.start.nanoseconds))
    writeRequests(metrics, &writer)
    writeLatencies(metrics, &writer)
    writeMistakes(metrics, &writer)
    writeConnections(connections, &writer)
    writeState(engine, &writer)
    writer.family(
      "verify_mock_callbacks_total", .counter, "Tries to deliver a callback, by their result.")
    for (ending, count) in zip(CallbackEnding.allCases, metrics.callbacks) {
      writer.sample("verify_mock_callbacks_total", [("result", ending.rawValue)], "\(count)")
    }
    writer.single(
      "process_cpu_seconds_total", .counter, "Processor time that the whole process has used.",
      MetricsWriter.seconds(ProcessUsage.cpuNanoseconds))
    if let resident = ProcessUsage.residentBytes {
      writer.single(
        "process_resident_memory_bytes", .gauge, "Memory of the whole process that is in use.",
        "\(resident)")
    }
    return writer.bytes
  }

  private func writeRequests(_ metrics: Metrics, _ writer: inout MetricsWriter) {
    let name = "verify_mock_requests_total"
    writer.family(
      name, .counter, "Requests to the mocked APIs, by provider, operation and outcome.")
    for (row, label) in metrics.rows.labels.enumerated() {
      for ending in 0..<Metrics.Ending.count {
        let count = metrics.requests[row * Metrics.Ending.count + ending]
        if count == 0 { continue }
        writer.sample(
          name, Self.labels(label) + [("outcome", Metrics.Ending.name(ending))], "\(count)")
      }
    }
    writer.single(
      "verify_mock_control_requests_total", .counter, "Calls of the control API.",
      "\(metrics.controlCalls)")
  }

  private func writeLatencies(_ metrics: Metrics, _ writer: inout MetricsWriter) {
    let name = "verify_mock_request_duration_seconds"
    writer.family(
      name, .histogram,
      "From the moment the server woke with a request to its answer, a scripted delay included.")
    let width = Metrics.bounds.count + 1
    for (row, label) in metrics.rows.labels.enumerated() {
      let buckets = metrics.buckets[row * width..<(row + 1) * width]
      guard buckets.contains(where: { $0 > 0 }) else { continue }
      let labels = Self.labels(label)
      var sum = 0
      for (count, bound) in zip(buckets, Metrics.bounds) {
        sum += count
        writer.sample(name + "_bucket", labels + [("le", MetricsWriter.seconds(bound))], "\(sum)")
      }
      sum += buckets.last ?? 0
      writer.sample(name + "_bucket", labels + [("le", "+Inf")], "\(sum)")
      writer.sample(name + "_sum", labels, MetricsWriter.seconds(metrics.latencies[row]))
      writer.sample(name + "_count", labels, "\(sum)")
    }
  }

  private func writeMistakes(_ metrics: Metrics, _ writer: inout MetricsWriter) {
    writer.single(
      "verify_mock_unmatched_requests_total", .counter,
      "Requests that no operation fits, refused messages included.", "\(metrics.unmatched)")
    let name = "verify_mock_contract_breaches_total"
    writer.family(name, .counter, "Requests and responses that break the provider's contract.")
    writer.sample(name, [("side", "request")], "\(metrics.requestsBreakingContract)")
    writer.sample(name, [("side", "response")], "\(metrics.responsesBreakingContract)")
    writer.single(
      "verify_mock_refused_hosts_total", .counter,
      "Requests through the proxy to hosts that may not be reached.", "\(metrics.foreign)")
    let refused = "verify_mock_refused_messages_total"
    writer.family(refused, .counter, "Messages that are no HTTP that may be accepted.")
    for (refusal, count) in zip(HTTPRefusal.allCases, metrics.refusals) where count > 0 {
      writer.sample(
        refused, [("refusal", "\(refusal)"), ("status", "\(refusal.status)")], "\(count)")
    }
  }

  private func writeConnections(_ counts: ConnectionCounts, _ writer: inout MetricsWriter) {
    writer.single(
      "verify_mock_connections", .gauge, "Connections that are open.", "\(counts.open)")
    writer.single(
      "verify_mock_connections_accepted_total", .counter, "Connections that were accepted.",
      "\(counts.accepted)")
    writer.single(
      "verify_mock_connections_refused_total", .counter,
      "Accepted connections that were refused because there were too many.", "\(counts.refused)")
    writer.single(
      "verify_mock_connections_timed_out_total", .counter,
      "Connections whose request or reading took too long.", "\(counts.timedOut)")
    writer.single(
      "verify_mock_handshakes_failed_total", .counter,
      "Connections that ended before their TLS was agreed on.", "\(counts.handshakesFailed)")
  }

  private func writeState(_ engine: Engine, _ writer: inout MetricsWriter) {
    writer.single(
      "verify_mock_journal_exchanges", .gauge, "Exchanges that the journal keeps.",
      "\(engine.journal.count)")
    writer.single(
      "verify_mock_journal_bytes", .gauge, "About how much memory they take.",
      "\(engine.journal.bytes)")
    writer.single(
      "verify_mock_inbox_messages", .gauge, "Messages that the inbox keeps.",
      "\(engine.inbox.messages.count)")
    writer.single(
      "verify_mock_accounts", .gauge, "Accounts that have a state.", "\(engine.accounts.count)")
    let name = "verify_mock_verifications"
    writer.family(name, .gauge, "Verifications that are kept, by provider.")
    for (index, provider) in engine.catalogue.providers.enumerated() {
      let count = engine.accounts.numbers.reduce(0) { sum, number in
        let owner = Verification.Owner(account: number, provider: index)
        return sum + engine.verifications.count(of: owner)
      }
      writer.sample(name, [("provider", provider.id)], "\(count)")
    }
    let evicted = "verify_mock_evictions_total"
    writer.family(
      evicted, .counter, "What was given up because there was more than a bound allows.")
    for (kind, count) in engine.evictions.all {
      writer.sample(evicted, [("kind", kind)], "\(count)")
    }
  }

  private static func labels(_ label: MetricRows.Label) -> [(String, String)] {
    [("provider", label.provider), ("operation", label.operation)]
  }
}
