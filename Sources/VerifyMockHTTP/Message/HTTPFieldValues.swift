/// The values of the field lines with one name, in the order received.
package struct HTTPFieldValues: Sequence, IteratorProtocol {
  private let request: HTTPRequestView
  private let name: StaticString
  private var index = 0

  init(request: HTTPRequestView, name: StaticString) {
    self.request = request
    self.name = name
  }

  package mutating func next() -> Bytes? {
    while index < request.fieldCount {
      let field = request.field(index)
      index += 1
      if field.name.equalsIgnoringCase(name) { return field.value }
    }
    return nil
  }
}
