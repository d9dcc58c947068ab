package import VerifyMockContract
package import VerifyMockHTTP
package import VerifyMockJSON
import VerifyMockSchema

/// Reads the requests of one operation the way its contract means them.
///
/// Compiled once from the contract; ``read(captures:spelling:query:fields:body:contentType:)`` is a
/// function of the request alone.
package final class RequestReader: Sendable {
  package let operation: ContractOperation
  /// Everything that the operation takes, by the names of the contract.
  package let inputs: [Input]
  let contract: Contract
  let contents: [Content]
  /// Which of them JSON is read as, and which a form.
  private let jsonContent: Int?
  private let formContent: Int?
  /// The inputs outside the body that every request must have.
  let requiredInputs: [Int]
  /// The inputs outside the body whose schemas can refuse a text.
  let checkedInputs: [(index: Int, schema: SchemaID)]
  private let rules: ReadingRules
  private let path: Parameters
  private let query: Parameters
  private let header: Parameters
  /// For each spelling of the path, the names of its parameters in order.
  private let captureNames: [[String]]

  /// The parameters of one section.
  private struct Parameters: Sendable {
    let parameters: [ContractParameter]
    /// The rule of the section as an object.
    let rule: Int
    /// The position of the first parameter among the inputs.
    let firstInput: Int
  }

  /// The body in one media type.
  struct Content: Sendable {
    let content: ContractContent
    let rule: Int
    /// The inputs that the members are, in the order of the rule's properties; empty where the body
    /// is no object with names.
    let inputs: [Int]
    let hasRequired: Bool
  }

  package init(operation: ContractOperation, contract: Contract) {
    self.operation = operation
    self.contract = contract
    var rules = ReadingRules()
    var inputs: [Input] = []
    func parameters(_ location: ContractParameter.Location, _ section: Input.Section) -> Parameters
    {
      let parameters = operation.parameters.filter { $0.location == location }
      let first = inputs.count
      inputs += parameters.map {
        Input(
          section: section, name: $0.name, isRequired: $0.isRequired, schema: $0.schema,
          facts: $0.facts, provenance: $0.provenance, pointer: $0.pointer)
      }
      return Parameters(
        parameters: parameters, rule: rules.add(parameters, of: contract), firstInput: first)
    }
    path = parameters(.path, .path)
    query = parameters(.query, .query)
    header = parameters(.header, .header)
    captureNames = ([operation.path].compactMap { $0 } + operation.alternatives)
      .map(\.parameterNames)
    var contents: [Content] = []
    for content in operation.requestBody?.contents ?? [] {
      let facts = contract.facts(content.facts)
      let properties = facts.types.contains(.object) ? facts.properties : []
      var indices: [Int] = []
      for property in properties {
        let known = inputs.firstIndex { $0.section == .body && $0.name == property.name }
        indices.append(known ?? inputs.count)
        if known != nil { continue }
        let inner = contract.facts(property.facts)
        inputs.append(
          Input(
            section: .body, name: property.name, isRequired: property.isRequired, schema: nil,
            facts: property.facts, provenance: inner.provenance.or(operation.provenance),
            pointer: inner.pointer))
      }
      contents.append(
        Content(
          content: content, rule: rules.add(content.facts, of: contract), inputs: indices,
          hasRequired: facts.properties.contains(where: \.isRequired)))
    }
    self.contents = contents
    jsonContent =
      contents.firstIndex { $0.content.isJSON }
      ?? contents.firstIndex { $0.content.covers("application/json") }
    formContent =
      contents.firstIndex { $0.content.isForm }
      ?? contents.firstIndex { $0.content.covers("application/x-www-form-urlencoded") }
    self.inputs = inputs
    self.rules = rules
    requiredInputs = inputs.indices.filter {
      inputs[$0].isRequired && inputs[$0].section != .body
    }
    checkedInputs = inputs.enumerated().compactMap { index, input in
      guard input.section != .body, let schema = input.schema, !contract.takesAnyText(input.facts)
      else { return nil }
      return (index, schema)
    }
  }

  /// Reads the arguments of one request.
  ///
  /// - Parameters:
  ///   - captures: the raw segments that stand for the parameters of the path, in the order of the
  ///     spelling of the path that was matched.
  ///   - spelling: which one that is: 0 for the path itself, then its alternatives.
  ///   - query: raw, without `?`.
  package func read(
    captures: [[UInt8]], spelling: Int = 0, query rawQuery: [UInt8]?, fields: HTTPRequestView?,
    body: [UInt8], contentType: [UInt8]?
  ) -> RequestInputs {
    var reading = Reading(normalizer: Normalizer(rules))
    readPath(captures, spelling: spelling, &reading)
    readQuery(rawQuery ?? [], &reading)
    readHeader(fields, &reading)
    readBody(body, contentType: contentType, &reading)
    return RequestInputs(
      notes: reading.normalizer.notes, unreadable: reading.unreadable, given: reading.given,
      content: reading.content, body: reading.body, places: reading.places, received: body)
  }

  /// What has been read so far.
  private struct Reading {
    var normalizer: Normalizer
    var given: [RequestInputs.Given] = []
    var content: Int?
    var body: JSONDocument?
    /// Where the parts of a body that was written anew came from.
    var places: [ReceivedPlace]?
    /// The first thing that can't be read.
    var unreadable: UnreadableReason?

    mutating func fail(_ reason: UnreadableReason) { unreadable = unreadable ?? reason }

    /// Sets the input that a property is.
    mutating func set(_ input: Int, to value: NormalizedObject.Value) {
      do throws(JSONSyntaxError) {
        given.append(try RequestInputs.Given(input, value))
      } catch {
        fail(.syntax(error))
      }
    }
  }

  private func read(
    _ members: [ReceivedMember], _ parameters: Parameters, _ section: Input.Section,
    _ reading: inout Reading
  ) {
    if members.isEmpty, parameters.parameters.isEmpty { return }
    reading.normalizer.begin(section)
    let object = reading.normalizer.object(.texts(members), rules[parameters.rule])
    for (position, value) in object.values {
      reading.set(parameters.firstInput + position, to: value)
    }
  }

  private func readPath(_ captures: [[UInt8]], spelling: Int, _ reading: inout Reading) {
    let names = captureNames.indices.contains(spelling) ? captureNames[spelling] : []
    var members: [ReceivedMember] = []
    for (name, raw) in zip(names, captures) {
      guard let text = Self.decoded(raw[...], plusIsSpace: false) else {
        reading.fail(.encoding(location: "path/\(name)"))
        continue
      }
      members.append(ReceivedMember(name: Array(name.utf8)[...], value: .text(text, offset: 0)))
    }
    read(members, path, .path, &reading)
  }

  private func readQuery(_ raw: [UInt8], _ reading: inout Reading) {
    let (members, isReadable) = Self.pairs(raw)
    if !isReadable { reading.fail(.encoding(location: "query")) }
    read(members, query, .query, &reading)
  }

  private func readHeader(_ fields: HTTPRequestView?, _ reading: inout Reading) {
    let members = header.parameters.compactMap { parameter -> ReceivedMember? in
      let name = Array(parameter.name.utf8)
      for index in 0..<(fields?.fieldCount ?? 0) {
        guard let field = fields?.field(index), !field.value.isEmpty,
          name.withUnsafeBufferPointer({ field.name.equalsIgnoringCase($0) }),
          String(validating: field.value, as: UTF8.self) != nil
        else { continue }
        return ReceivedMember(name: name[...], value: .text(Array(field.value), offset: 0))
      }
      return nil
    }
    read(members, header, .header, &reading)
  }

  /// The pairs of a query or form with the places of their values, and whether all can be read.
  private static func pairs(_ raw: [UInt8]) -> ([ReceivedMember], isReadable: Bool) {
    var members: [ReceivedMember] = []
    var isReadable = true
    for pair in raw.split(separator: UInt8(ascii: "&")) {
      let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
      let start = min(equals + 1, pair.endIndex)
      guard let name = decoded(pair[..<equals], plusIsSpace: true),
        let value = decoded(pair[start...], plusIsSpace: true)
      else {
        isReadable = false
        continue
      }
      members.append(ReceivedMember(name: name[...], value: .text(value, offset: start)))
    }
    return (members, isReadable)
  }

  /// The text that percent-encoding stands for; nil when it is none or not UTF-8.
  private static func decoded(_ raw: ArraySlice<UInt8>, plusIsSpace: Bool) -> [UInt8]? {
    guard let text = PercentCoding.decode(raw, plusIsSpace: plusIsSpace),
      text.allSatisfy({ $0 < 0x80 }) || String(validating: text, as: UTF8.self) != nil
    else { return nil }
    return text
  }
}

// MARK: The body

extension RequestReader {
  /// How the bytes of a body are read, and as which of the operation's media types.
  private enum Form {
    case json(Int)
    case pairs(Int)
    case unknown(type: String)
  }

  private func readBody(_ body: [UInt8], contentType: [UInt8]?, _ reading: inout Reading) {
    guard operation.requestBody != nil, !contents.isEmpty else {
      if operation.requestBody == nil, !body.isEmpty {
        reading.normalizer.note(
          Tolerance(kind: .body, location: "body", got: Normalizer.shown(body[...]), readAs: ""))
      }
      return
    }
    guard !Self.isBlank(body) else { return readAbsent(&reading) }
    switch form(of: body, type: contentType ?? [], &reading) {
    case .json(let content):
      do throws(JSONSyntaxError) {
        let document = try JSONDocument(body, depthLimit: 128)
        read(.json(document.root), content, &reading)
      } catch {
        reading.fail(.syntax(error))
      }
    case .pairs(let content):
      let (members, isReadable) = Self.pairs(body)
      if !isReadable { reading.fail(.encoding(location: "body")) }
      read(.texts(members), content, &reading)
    case .unknown(let type):
      reading.fail(.mediaType(type, expected: contents.map(\.content.mediaType)))
    }
  }

  /// An absent body is an empty object where one is due, so that defaults stand in and what is
  /// missing is reported name by name.
  private func readAbsent(_ reading: inout Reading) {
    let content = contents.firstIndex { $0.content.isJSON } ?? 0
    guard !contents[content].inputs.isEmpty,
      operation.requestBody?.isRequired == true || !contents[content].hasRequired
    else { return }
    read(.texts([]), content, &reading)
  }

  private func read(_ value: ReceivedValue, _ content: Int, _ reading: inout Reading) {
    reading.content = content
    reading.normalizer.begin(.body)
    let rule = rules[contents[content].rule]
    let isObject =
      switch value {
      case .json(let element): element.kind == .object
      case .texts: true
      case .text: false
      }
    guard isObject, !contents[content].inputs.isEmpty else {
      return setBody(reading.normalizer.normalize(value, rule, name: "0"), of: value, &reading)
    }
    let object = reading.normalizer.object(value, rule)
    for (position, value) in object.values {
      reading.set(contents[content].inputs[position], to: value)
    }
    let fits = object.isUnchanged && !object.lacksRequired
    setBody(fits ? .unchanged : .json(WrittenJSON(object, rule)), of: value, &reading)
  }

  private func setBody(
    _ normalized: Normalized, of value: ReceivedValue, _ reading: inout Reading
  ) {
    do throws(JSONSyntaxError) {
      switch (normalized, value) {
      case (.unchanged, .json(let element)): reading.body = element.document
      case (.unchanged, .text(let text, _)), (.text(let text, _), _):
        reading.body = try JSONDocument(JSONText.quoted(text))
      case (.json(let written), _):
        reading.places = written.places
        reading.body = try JSONDocument(written.bytes)
      case (.unchanged, .texts(let members)):
        reading.body = try JSONDocument(WrittenJSON(members, of: value).bytes)
      }
    } catch {
      reading.fail(.syntax(error))
    }
  }

  /// Which of the operation's media types a body is read as.
  ///
  /// What a missing type, `text/plain` and a form's type around JSON mean is clear, so they are read
  /// and noted; a form where only JSON is documented too. Whether that is enough is the provider's.
  private func form(of body: [UInt8], type field: [UInt8], _ reading: inout Reading) -> Form {
    let exact = contents.firstIndex { $0.content.isJSON && $0.content.isSpelled(field) }
    if let exact { return .json(exact) }
    let type = Self.essence(field)
    let json = jsonContent
    let pairs = formContent
    func note(_ content: Int) {
      reading.normalizer.note(
        Tolerance(
          kind: .mediaType, location: "header/Content-Type", got: type,
          readAs: contents[content].content.mediaType))
    }
    switch type {
    case _ where type == "application/json" || type.hasSuffix("+json") || type == "text/json":
      if let exact = contents.firstIndex(where: { $0.content.mediaType == type }) {
        return .json(exact)
      }
      guard let json else { break }
      if type != "application/json" { note(json) }
      return .json(json)
    case "application/x-www-form-urlencoded":
      if let pairs { return .pairs(pairs) }
      guard let json else { break }
      note(json)
      return Self.looksLikeJSON(body) ? .json(json) : .pairs(json)
    case "", "text/plain", "application/octet-stream":
      if let json, pairs == nil || pairs == json || Self.looksLikeJSON(body) {
        note(json)
        return .json(json)
      }
      guard let pairs else { break }
      note(pairs)
      return .pairs(pairs)
    default: break
    }
    return .unknown(type: type)
  }

  /// Nothing but white space, `null` or `""`: some clients send these for "no body".
  private static func isBlank(_ body: [UInt8]) -> Bool {
    guard !looksLikeJSON(body), body.count < 64 || body.allSatisfy(isSpace) else { return false }
    let text = body.filter { !isSpace($0) }
    return text.isEmpty || text.elementsEqual("\"\"".utf8) || text.elementsEqual("null".utf8)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  private static func looksLikeJSON(_ body: [UInt8]) -> Bool {
    let first = body.first { !isSpace($0) }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  /// A media type in lower case without its parameters.
  private static func essence(_ type: [UInt8]) -> String {
    let end = type.firstIndex(of: UInt8(ascii: ";")) ?? type.endIndex
    return String(decoding: type[..<end].filter { !isSpace($0) }, as: UTF8.self).lowercased()
  }
}

/// Why a request's arguments can't be read.
package enum UnreadableReason: Equatable, Sendable {
  case syntax(JSONSyntaxError)
  /// The body's media type is not one that can be read here; the types that can.
  case mediaType(String, expected: [String])
  /// A percent sign that starts no encoding, or bytes that are not UTF-8.
  case encoding(location: String)
}

extension RequestInputs.Given {
  /// - Throws: when text that was written anew is no JSON, as it is nested too deeply.
  fileprivate init(_ input: Int, _ value: NormalizedObject.Value) throws(JSONSyntaxError) {
    switch value {
    case .byDefault(let element): self.init(input: input, value: .json(element), origin: .byDefault)
    case .given(_, .text(let text, let wasNumber)):
      self.init(input: input, value: .text(text), origin: wasNumber ? .givenAsNumber : .given)
    case .given(_, .json(let written)):
      self.init(input: input, value: .json(try JSONDocument(written.bytes).root), origin: .given)
    case .given(.json(let element), .unchanged):
      self.init(input: input, value: .json(element), origin: .given)
    case .given(.text(let text, _), .unchanged):
      self.init(input: input, value: .text(text), origin: .given)
    case .given(.texts(let members), .unchanged):
      let written = WrittenJSON(members, of: .texts(members))
      self.init(input: input, value: .json(try JSONDocument(written.bytes).root), origin: .given)
    }
  }
}
