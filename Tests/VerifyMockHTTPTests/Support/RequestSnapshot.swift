import VerifyMockHTTP

/// A request copied out of its buffer.
struct RequestSnapshot: Equatable {
  let method: [UInt8]
  let target: [UInt8]
  let path: [UInt8]
  let query: [UInt8]?
  let authority: [UInt8]?
  let minorVersion: Int
  let fields: [[[UInt8]]]
  let body: [UInt8]
  let keepsAlive: Bool
  var isHead = false

  init(_ request: HTTPRequestView) {
    method = Array(request.method)
    target = Array(request.target)
    path = Array(request.path)
    query = request.query.map { Array($0) }
    authority = request.authority.map { Array($0) }
    minorVersion = request.minorVersion
    keepsAlive = request.keepsAlive
    fields = (0..<request.fieldCount).map { index in
      let field = request.field(index)
      return [Array(field.name), Array(field.value)]
    }
    body = Array(request.body)
  }
}
