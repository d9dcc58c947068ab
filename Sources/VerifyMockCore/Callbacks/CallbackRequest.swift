/// One try of a callback, for I/O to carry out.
package struct CallbackRequest: Sendable {
  package let delivery: Int
  package let method: String
  package let url: String
  package let headers: [(name: String, value: String)]
  package let body: [UInt8]

  package init(
    delivery: Int, method: String, url: String, headers: [(name: String, value: String)],
    body: [UInt8]
  ) {
    self.delivery = delivery
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }
}

/// How a try ended.
package enum CallbackResult: Sendable {
  case answered(status: Int)
  case failed(String)

  package var isTaken: Bool {
    if case .answered(let status) = self { (200...299).contains(status) } else { false }
  }
}
