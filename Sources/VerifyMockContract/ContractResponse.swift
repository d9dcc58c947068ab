/// What a contract says about one response of an operation.
package final class ContractResponse: Sendable {
  package enum Status: Hashable, Sendable, CustomStringConvertible {
    case exact(Int)
    /// The hundreds: 4 stands for `4XX`.
    case range(Int)
    case `default`

    /// Reads `200`, `4XX` or `default`.
    package init?(_ text: String) {
      guard OpenAPIObject.isStatus(text) else { return nil }
      if text == "default" {
        self = .default
      } else if let code = Int(text) {
        self = .exact(code)
      } else {
        self = .range(Int(text.prefix(1)) ?? 0)
      }
    }

    package var description: String {
      switch self {
      case .exact(let code): "\(code)"
      case .range(let hundreds): "\(hundreds)XX"
      case .default: "default"
      }
    }
  }

  package let status: Status
  package let description: String
  package let headers: [ContractHeader]
  package let contents: [ContractContent]
  package let provenance: Provenance
  package let pointer: String

  init(
    status: Status, description: String, headers: [ContractHeader], contents: [ContractContent],
    provenance: Provenance, pointer: String
  ) {
    self.status = status
    self.description = description
    self.headers = headers
    self.contents = contents
    self.provenance = provenance
    self.pointer = pointer
  }

  /// The content that is JSON, if there is one.
  package var json: ContractContent? {
    contents.first { $0.isJSON } ?? contents.first { $0.covers("application/json") }
  }
}
