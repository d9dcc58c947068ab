package import VerifyMockJSON

/// JSON Pointers ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)) between nodes of a tape.
package enum TapeLocation {
  /// The pointer from one value to another inside it; a key's is that of its member.
  package static func pointer(
    to target: Int, from root: Int, in view: JSONView, index: TapeIndex? = nil
  ) -> String {
    var text: [UInt8] = []
    appendPointer(to: target, from: root, in: view, index, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  package static func pointer(
    to target: Int, from root: Int, in document: JSONDocument, index: TapeIndex? = nil
  ) -> String {
    document.withView { pointer(to: target, from: root, in: $0, index: index) }
  }

  private static func appendPointer(
    to target: Int, from root: Int, in view: JSONView, _ index: TapeIndex?, to text: inout [UInt8]
  ) {
    var at = root
    while at < target, target < view.at(at).next {
      let parent = view.at(at)
      var child = parent.firstChild
      var first = 0
      let start = at
      if let container = index?.containers[at] {
        first = container.ordinal(of: target)
        child = container.starts[first]
      }
      for ordinal in first..<parent.count {
        let value = parent.kind == .object ? child + 1 : child
        let next = view.at(value).next
        if target < next {
          text.append(UInt8(ascii: "/"))
          if parent.kind == .object {
            let key = view.at(child).withDecodedString { String(decoding: $0, as: UTF8.self) }
            text += JSONPointer.escaped(key).utf8
          } else {
            text.append(contentsOf: String(ordinal).utf8)
          }
          at = value
          break
        }
        child = next
      }
      // A key was asked for, or the tape is not whole.
      if at == start || target < at { return }
    }
  }

  /// The nodes that a pointer leads through, the last one being its target; nil when it leads
  /// nowhere.
  package static func path(
    _ pointer: [UInt8], from root: Int, in document: JSONDocument, index: TapeIndex? = nil
  ) -> [Int]? {
    let (path, isWhole) = way(along: pointer, from: root, in: document, index: index)
    return isWhole ? path : nil
  }

  /// The nodes that a pointer leads through, as far as it leads, and whether that is to its end.
  package static func way(
    along pointer: [UInt8], from root: Int, in document: JSONDocument, index: TapeIndex? = nil
  ) -> (nodes: [Int], isWhole: Bool) {
    var path = [root]
    guard !pointer.isEmpty else { return (path, true) }
    guard pointer[0] == UInt8(ascii: "/") else { return (path, false) }
    return document.withView { view in
      pointer.withUnsafeBufferPointer { pointer in
        var at = root
        var start = 1
        while start <= pointer.count {
          var end = start
          var hasTilde = false
          while end < pointer.count, pointer[end] != UInt8(ascii: "/") {
            if pointer[end] == UInt8(ascii: "~") { hasTilde = true }
            end += 1
          }
          let token = UnsafeBufferPointer(rebasing: pointer[start..<end])
          let next =
            hasTilde
            ? JSONPointer.unescaped(token).withUnsafeBufferPointer {
              child(of: view.at(at), named: $0, index)
            }
            : child(of: view.at(at), named: token, index)
          guard let next else { return (path, false) }
          at = next
          path.append(next)
          start = end + 1
        }
        return (path, true)
      }
    }
  }

  /// The member with a key, or the element with an index.
  private static func child(
    of parent: JSONView, named token: UnsafeBufferPointer<UInt8>, _ index: TapeIndex?
  ) -> Int? {
    let container = index?.containers[parent.index]
    guard parent.kind == .array else {
      return container.map { $0.values[Array(token)] } ?? parent.member(token)?.index
    }
    guard let wanted = JSONPointer.arrayIndex(String(decoding: token, as: UTF8.self)),
      wanted < parent.count
    else { return nil }
    if let container { return container.starts[wanted] }
    var at = parent.firstChild
    for _ in 0..<wanted { at = parent.at(at).next }
    return at
  }
}
