import VerifyMockHTTP
import VerifyMockJSON
import VerifyMockContract

extension RequestReader {
  /// How the bytes of a body are read.
  private enum Form {
    case json(Int)
    case pairs(Int)
  }

  /// Reads the body behind the other sections.
  func readBody(_ body: Bytes, contentType: Bytes?, into arguments: inout Arguments)
    -> UnreadableReason?
  {
    arguments.section = .body
    guard operation.requestBody != nil, !contents.isEmpty else {
      if operation.requestBody == nil, !body.isEmpty {
        arguments.notes.append(
          Tolerance(kind: .body, location: "body", got: Self.cut(body), readAs: ""))
      }
      return nil
    }
    guard !Self.isBlank(body) else {
      readAbsent(contents.first { $0.content.isJSON } ?? contents[0], into: &arguments)
      return nil
    }
    switch form(of: body, contentType: contentType, into: &arguments) {
    case .success(.json(let content)):
      do throws(JSONSyntaxError) {
        try arguments.tape.parse(body, depthLimit: 128)
      } catch {
        return .syntax(error)
      }
      arguments.source.removeAll()
      arguments.source.append(contentsOf: arguments.tape.nodes)
      arguments.shift = UInt32(truncatingIfNeeded: arguments.bodyStart)
      arguments.isText = false
      readValue(content, into: &arguments)
      return nil
    case .success(.pairs(let content)):
      let isFine = arguments.decodePairs(body)
      readValue(content, into: &arguments)
      return isFine ? nil : .encoding(location: "body")
    case .failure(let refusal): return refusal.reason
    }
  }

  private struct Refusal: Error {
    let reason: UnreadableReason
  }

  /// Which of the operation's media types a body is read as.
  ///
  /// What a missing type, `text/plain` and a form's type around JSON mean is clear, so they are read
  /// and noted; a form where only JSON is documented too.
  private func form(of body: Bytes, contentType: Bytes?, into arguments: inout Arguments)
    -> Result<Form, Refusal>
  {
    if let contentType, plainJSON >= 0, Self.isPlainJSON(contentType) {
      return .success(.json(plainJSON))
    }
    let type = contentType.map { Self.essence($0) } ?? ""
    let json =
      contents.firstIndex { $0.content.isJSON }
      ?? contents.firstIndex { $0.content.covers("application/json") }
    let pairs =
      contents.firstIndex { $0.content.isForm }
      ?? contents.firstIndex { $0.content.covers("application/x-www-form-urlencoded") }
    if type == "application/json" || type.hasSuffix("+json") || type == "text/json" {
      if let exact = contents.firstIndex(where: { $0.content.mediaType == type }) {
        return .success(.json(exact))
      }
      if let json {
        if type != "application/json" { noteType(type, json, into: &arguments) }
        return .success(.json(json))
      }
    } else if type == "application/x-www-form-urlencoded" {
      if let pairs { return .success(.pairs(pairs)) }
      if let json {
        noteType(type, json, into: &arguments)
        return Self.looksLikeJSON(body) ? .success(.json(json)) : .success(.pairs(json))
      }
    } else if type.isEmpty || type == "text/plain" || type == "application/octet-stream" {
      if let json, pairs == nil || pairs == json || Self.looksLikeJSON(body) {
        noteType(type, json, into: &arguments)
        return .success(.json(json))
      }
      if let pairs {
        noteType(type, pairs, into: &arguments)
        return .success(.pairs(pairs))
      }
    }
    return .failure(
      Refusal(reason: .mediaType(type, expected: contents.map(\.content.mediaType))))
  }

  private func noteType(_ type: String, _ content: Int, into arguments: inout Arguments) {
    arguments.notes.append(
      Tolerance(
        kind: .mediaType, location: "header/Content-Type", got: type,
        readAs: contents[content].content.mediaType))
  }

  private func readValue(_ index: Int, into arguments: inout Arguments) {
    arguments.content = index
    arguments.append(sectionKeys[3])
    arguments.bodyNode = arguments.nodes.count
    let value = plan.values[Int(contents[index].value)]
    if contents[index].isObject, arguments.source[0].kind == .object {
      arguments.writeObject(0, value, plan, inputs: contents[index].inputs[...])
    } else {
      _ = arguments.write(0, value, plan, label: Arguments.Label(index: 0))
    }
    arguments.nodes[0].count = 4
  }

  /// An absent body is an empty object where one is due, so that defaults stand in and what is
  /// missing is told name by name.
  private func readAbsent(_ content: ContentPlan, into arguments: inout Arguments) {
    guard content.isObject, operation.requestBody?.isRequired == true || !content.hasRequired else {
      return
    }
    arguments.source.removeAll()
    arguments.source.append(JSONNode(kind: .object, start: 0, end: 0, next: 1))
    arguments.shift = UInt32(truncatingIfNeeded: arguments.bodyStart)
    arguments.isText = false
    arguments.content =
      contents.firstIndex { $0.content.mediaType == content.content.mediaType } ?? 0
    arguments.append(sectionKeys[3])
    arguments.bodyNode = arguments.nodes.count
    arguments.writeObject(0, plan.values[Int(content.value)], plan, inputs: content.inputs[...])
    arguments.nodes[0].count = 4
  }

  /// Nothing but white space, `null` or `""`: some clients send these for "no body".
  private static func isBlank(_ body: Bytes) -> Bool {
    var start = 0
    var end = body.count
    while start < end, isSpace(body[start]) { start += 1 }
    while end > start, isSpace(body[end - 1]) { end -= 1 }
    switch end - start {
    case 0: return true
    case 2: return body[start] == UInt8(ascii: "\"") && body[start + 1] == UInt8(ascii: "\"")
    case 4:
      return UnsafeBufferPointer(rebasing: body[start..<end]).elementsEqual("null".utf8)
    default: return false
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  private static func looksLikeJSON(_ body: Bytes) -> Bool {
    let first = body.first { !isSpace($0) }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  /// `application/json` in any letter case, with or without parameters.
  private static func isPlainJSON(_ type: Bytes) -> Bool {
    let word: StaticString = "application/json"
    let count = word.utf8CodeUnitCount
    guard type.count >= count, type.count == count || type[count] == UInt8(ascii: ";") else {
      return false
    }
    // No byte but '/' becomes '/' with this bit set, no byte but a letter becomes that letter.
    for i in 0..<count where type[i] | 0x20 != word.utf8Start[i] { return false }
    return true
  }

  /// A media type in lower case without its parameters.
  private static func essence(_ type: Bytes) -> String {
    let end = type.firstIndex(of: UInt8(ascii: ";")) ?? type.endIndex
    return String(decoding: type[..<end].filter { !isSpace($0) }, as: UTF8.self).lowercased()
  }

  private static func cut(_ body: Bytes) -> String {
    String(decoding: body.prefix(64), as: UTF8.self) + (body.count > 64 ? "…" : "")
  }
}
