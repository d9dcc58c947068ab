/// One try of a callback, for I/O to carry out.
package struct CallbackRequest: Sendable {
  package let delivery: Int
  package let method: String
  package let url: String
  package let headers: [(name: String, value: String)]
  package let body: [UInt8]
}

/// How a try ended.
package enum CallbackResult: Sendable {
  case answered(status: Int)
  case failed(String)

  package var isTaken: Bool {
    if case .answered(let status) = self { (200...299).contains(status) } else { false }
  }
}
