package import VerifyMockJSON

/// The children of a document's large objects and arrays, found without a search through them.
///
/// A contract of thousands of paths looks each of them up several times.
package final class TapeIndex: Sendable {
  /// The children of one object or array.
  struct Container {
    /// The tape index of each child, in ascending order; of a member, that of its key.
    var starts: [Int] = []
    /// The values of an object by the bytes of their keys; of equal keys the first.
    var values: [[UInt8]: Int] = [:]

    /// The position of the child that a node lies in.
    func ordinal(of node: Int) -> Int {
      var low = 0
      var high = starts.count
      while high - low > 1 {
        let middle = (low + high) / 2
        if starts[middle] <= node { low = middle } else { high = middle }
      }
      return low
    }
  }

  /// The large objects and arrays by their tape index.
  let containers: [Int: Container]

  /// How many children a large one has at least: a search through fewer is as fast.
  private static let least = 64

  package init(_ document: JSONDocument) {
    containers = document.withView { root in
      var found: [Int: Container] = [:]
      for index in root.index..<root.next {
        let view = root.at(index)
        guard view.kind == .object || view.kind == .array, view.count >= Self.least else {
          continue
        }
        var container = Container()
        var child = view.firstChild
        for _ in 0..<view.count {
          container.starts.append(child)
          guard view.kind == .object else {
            child = root.at(child).next
            continue
          }
          let key = root.at(child)
          let name = key.node.isEscaped ? JSONEscapes.decoded(key.raw) : Array(key.raw)
          if container.values[name] == nil { container.values[name] = child + 1 }
          child = root.at(child + 1).next
        }
        found[index] = container
      }
      return found
    }
  }
}
