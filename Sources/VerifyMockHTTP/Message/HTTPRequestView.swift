/// One complete request; valid until the parser that lends it reads on.
///
/// It owns nothing and counts no references: every part is a run of bytes in the buffer of the
/// connection.
package struct HTTPRequestView {
  /// The method, a token as received.
  package var method: Bytes
  /// The request target as received.
  package var target: Bytes
  /// The path, still percent-encoded: begins with "/", or is "*" for `OPTIONS *`, or empty for
  /// CONNECT.
  package var path: Bytes
  /// The query without its "?", still encoded; nil when there is no "?".
  package var query: Bytes?
  /// The authority of an absolute-form target or of CONNECT, else nil.
  package var authority: Bytes?
  /// Whether the scheme is https: the target's own, else the connection's.
  package var isSecure: Bool
  /// 0 or 1.
  package var minorVersion: Int
  /// Whether the connection may serve another request after this one (RFC 9112 section 9.3).
  package var keepsAlive: Bool
  /// How many field lines there are.
  package var fieldCount: Int
  /// The content, chunks put together; empty when there is none.
  package var body: Bytes

  let base: UnsafePointer<UInt8>?
  let fields: UnsafePointer<HTTPFieldRange>?

  /// The name as received and the value, trimmed, of field line `index`; empty out of bounds.
  package func field(_ index: Int) -> (name: Bytes, value: Bytes) {
    guard let base, let fields, index >= 0, index < fieldCount else { return (.none, .none) }
    return (fields[index].name(in: base), fields[index].value(in: base))
  }

  /// The value of the first field line with that name; names are compared without regard to case.
  package func value(of lowercasedName: StaticString) -> Bytes? {
    guard let base, let fields else { return nil }
    for i in 0..<fieldCount where fields[i].name(in: base).equalsIgnoringCase(lowercasedName) {
      return fields[i].value(in: base)
    }
    return nil
  }

  /// The value of the first field line with that name; names are compared without regard to case.
  package func value(named name: String) -> Bytes? {
    let wanted = Array(name.utf8)
    return wanted.withUnsafeBufferPointer { wanted in
      for index in 0..<fieldCount where field(index).name.equalsIgnoringCase(wanted) {
        return field(index).value
      }
      return nil
    }
  }

  /// Host and port that the request is meant for: the authority of the target, in whose presence the
  /// Host field is ignored (RFC 9112 section 3.2.2), else that field.
  package var host: Bytes? { authority ?? value(of: "host") }

  /// The values of all field lines with that name, in order.
  package func values(of lowercasedName: StaticString) -> HTTPFieldValues {
    HTTPFieldValues(request: self, name: lowercasedName)
  }
}

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
