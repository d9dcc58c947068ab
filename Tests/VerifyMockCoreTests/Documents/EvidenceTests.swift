import Foundation
import Testing
import VerifyMockCore
import VerifyMockHTTP
import VerifyMockJSON
import VerifyMockContract

@Suite("Evidence and counter-examples")
struct EvidenceTests {
  /// One breach of a contract, as the fixtures write it.
  private struct Breach: Hashable, CustomStringConvertible {
    /// A JSON Pointer into the body, or a place outside of it: `query/NAME`.
    let place: String
    let keyword: String

    var description: String { "\(keyword) at '\(place)'" }

    init(_ element: JSONElement) {
      place = element["at"]?.string ?? ""
      keyword = element["keyword"]?.string ?? ""
    }

    init(_ violation: ContractViolation) {
      // What is missing is a breach of the object that lacks it.
      let path =
        violation.kind == .missing ? violation.location.dropLast() : violation.location[...]
      switch violation.kind {
      case .status: keyword = "status"
      case .mediaType: keyword = "content-type"
      case .unreadable: keyword = "syntax"
      default: keyword = String(violation.contractPointer.split(separator: "/").last ?? "")
      }
      switch (violation.kind, path.first) {
      case (.status, _), (.mediaType, _): place = ""
      case (_, "body"): place = JSONPointer(Array(path.dropFirst())).description
      default: place = path.joined(separator: "/")
      }
    }
  }

  /// An exchange of one of the providers.
  private struct Exchange {
    let name: String
    let root: JSONElement
    let provider: Provider
    let operation: ContractOperation

    /// Nil for what is no exchange with the provider: a callback, vectors of signatures.
    init?(_ file: SourceFile) throws {
      root = try JSONDocument(file.bytes).root
      name = file.name
      let id = String(name.split(separator: "/")[0])
      guard let name = root["operation"]?.string else { return nil }
      provider = try #require(try Repository.catalogue.get().providers.first { $0.id == id })
      operation = try #require(provider.contract.operation(name), "\(file.name): \(name)")
    }

    /// The breaches that the file lists of one side's schema; those of other kinds are the judge's.
    func listed(inRequest isRequest: Bool) -> [Breach] {
      (root["violates"]?.elements ?? []).filter {
        ($0["in"]?.string == "request") == isRequest && $0["check"] == nil
          && $0["keyword"]?.string != "undocumented"
      }.map { Breach($0) }
    }

    private func body(of message: JSONElement) -> [UInt8] {
      Array((message["text"]?.string ?? message["body"]?.rawText ?? "").utf8)
    }

    func responseViolations() throws -> [ContractViolation] {
      let response = try #require(root["response"], "\(name)")
      let status = try #require(response["status"]?.int, "\(name)")
      let type =
        (response["headers"]?.members ?? []).first {
          $0.key.string?.lowercased() == "content-type"
        }?.value.stringBytes ?? []
      var tape = JSONTape()
      return provider.contract.violations(
        response: status, body: body(of: response), of: operation, tape: &tape,
        field: { $0 == "content-type" && !type.isEmpty ? type : nil })
    }

    /// What the engine finds wrong with the request, once it has read it with its tolerances.
    func requestViolations() throws -> [ContractViolation] {
      let request = try #require(root["request"], "\(name)")
      let method = try #require(request["method"]?.string, "\(name)")
      let target = try #require(request["target"]?.string, "\(name)")
      let body = body(of: request)
      var head = "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\n"
      for (key, value) in request["headers"]?.members ?? [] {
        head += "\(key.string ?? ""): \(value.string ?? "")\r\n"
      }
      if !body.isEmpty { head += "Content-Length: \(body.count)\r\n" }
      var parser = HTTPRequestParser()
      (Array((head + "\r\n").utf8) + body).withUnsafeBytes { parser.append($0) }
      try #require(parser.next() == .request, "\(name)")
      var engine = Engine(
        catalogue: try Repository.catalogue.get(), options: EngineOptions(seed: 7))
      var response = HTTPResponse()
      _ = engine.handle(
        parser.request, server: Instant(nanoseconds: 0), client: Array("127.0.0.1".utf8),
        into: &response)
      let exchange = try #require(engine.journal.exchanges.last)
      #expect(exchange.operation == operation.id, "\(name)")
      return exchange.requestViolations
    }
  }

  private static func exchanges(_ isCounter: Bool) throws -> [Exchange] {
    try ["plivo-verify", "plivo-caller-id", "d7-verify"].flatMap { folder in
      try Repository.files(in: "Fixtures/" + folder).map {
        SourceFile(name: folder + "/" + $0.name, bytes: $0.bytes)
      }
    }.filter { $0.name.contains("counter-examples") == isCounter }.compactMap { try Exchange($0) }
  }

  /// Expects the breaches that an exchange lists, each at its place, and no others.
  private func expectListed(_ exchange: Exchange) throws {
    let request = try exchange.requestViolations()
    #expect(
      Set(request.map { Breach($0) }) == Set(exchange.listed(inRequest: true)),
      "\(exchange.name), request: \(request)")
    let response = try exchange.responseViolations()
    #expect(
      Set(response.map { Breach($0) }) == Set(exchange.listed(inRequest: false)),
      "\(exchange.name), response: \(response)")
  }

  @Test("Every documented answer is what its contract says, and so is every request it accepts")
  func documented() throws {
    let exchanges = try Self.exchanges(false)
    for exchange in exchanges {
      try expectListed(exchange)
      #expect(exchange.listed(inRequest: false) == [], "\(exchange.name)")
      // Only what is refused may have been a bad request.
      if exchange.root["response"]?["status"]?.int ?? 0 < 400 {
        #expect(exchange.listed(inRequest: true) == [], "\(exchange.name)")
      }
    }
    #expect(exchanges.count > 60)
  }

  @Test("Of every counter-example the listed breaches are found, each at its place, and no others")
  func counterExamples() throws {
    let exchanges = try Self.exchanges(true)
    for exchange in exchanges { try expectListed(exchange) }
    #expect(exchanges.flatMap { $0.listed(inRequest: true) }.count >= 17)
    #expect(exchanges.flatMap { $0.listed(inRequest: false) }.count >= 48)
  }
}
