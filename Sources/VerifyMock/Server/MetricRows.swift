import VerifyMockCore

/// Which row of the counts belongs to which operation: one for requests that come near no provider,
/// then for each provider one for requests without an operation and one for each operation.
struct MetricRows: Sendable {
  struct Label: Sendable, Equatable {
    var provider = ""
    var operation = ""
  }

  let labels: [Label]
  private let starts: [Int]

  var count: Int { labels.count }

  init(_ catalogue: Catalogue) {
    var labels = [Label()]
    var starts: [Int] = []
    for provider in catalogue.providers {
      starts.append(labels.count)
      labels.append(Label(provider: provider.id))
      for operation in provider.operations {
        labels.append(Label(provider: provider.id, operation: operation.id))
      }
    }
    self.labels = labels
    self.starts = starts
  }

  /// The row of an operation by its positions; -1 stands for none.
  @inline(__always)
  func row(_ provider: Int, _ operation: Int) -> Int {
    provider < 0 ? 0 : starts[provider] &+ 1 &+ operation
  }
}
