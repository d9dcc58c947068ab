extension HTTPRequestParser {
  /// The method as far as it is known.
  var method: Bytes { part(0, methodEnd) }

  /// The request that is complete, as runs of bytes in this buffer: valid until the parser is told
  /// to read on. Empty unless ``next()`` has just said `request`.
  package var request: HTTPRequestView {
    mutating get { makeView() }
  }

  private mutating func makeView() -> HTTPRequestView {
    guard stage == .complete else { return Self.emptyView }
    var path = part(target.pathStart, target.pathEnd)
    if path.isEmpty, target.form == .absolute {
      // RFC 9112 section 3.2.4: OPTIONS without path and query is of the server as a whole.
      path = Bytes(target.question < 0 && method.equals("OPTIONS") ? "*" : "/")
    }
    let hasAuthority = target.form == .absolute || target.form == .authority
    return HTTPRequestView(
      method: method,
      target: part(methodEnd + 1, targetEnd),
      path: path,
      query: target.question < 0 ? nil : part(target.question + 1, targetEnd),
      authority: hasAuthority ? part(target.authorityStart, target.authorityEnd) : nil,
      isSecure: target.form == .absolute ? target.isSecure : isSecure,
      minorVersion: minorVersion,
      keepsAlive: keepsAlive,
      fieldCount: fields.count,
      body: part(bodyStart, bodyEnd),
      base: buffer.base,
      fields: fields.storage.map { UnsafePointer($0) })
  }

  /// What was read of a message that was refused, or is not complete: the method, the target and
  /// the field lines as far as they are known, and no content. Valid as long as ``request`` is.
  package var partialRequest: HTTPRequestView {
    mutating get { makePartialView() }
  }

  private mutating func makePartialView() -> HTTPRequestView {
    var view = Self.emptyView
    guard methodEnd > 0 else { return view }
    view.method = method
    guard targetEnd > methodEnd else { return view }
    view.target = part(methodEnd + 1, targetEnd)
    guard fields.count > 0, let base = buffer.base else { return view }
    return HTTPRequestView(
      method: view.method, target: view.target, path: .none, query: nil, authority: nil,
      isSecure: isSecure, minorVersion: minorVersion, keepsAlive: false,
      fieldCount: fields.count, body: .none, base: base,
      fields: fields.storage.map { UnsafePointer($0) })
  }

  private static var emptyView: HTTPRequestView {
    HTTPRequestView(
      method: .none, target: .none, path: .none, query: nil, authority: nil, isSecure: false,
      minorVersion: 1, keepsAlive: false, fieldCount: 0, body: .none, base: nil, fields: nil)
  }

  private func part(_ from: Int, _ to: Int) -> Bytes {
    guard let base = buffer.base else { return .none }
    return Bytes(start: base + from, count: to - from)
  }
}
