package import VerifyMockJSON

extension ContractSource {
  /// Reads a document in JSON or YAML, together with the neighbouring files that it refers to.
  ///
  /// What stands in other files becomes part of the document, under `x-files`; places are still
  /// those of the files.
  ///
  /// - Parameter neighbour: the bytes of a file by its path from the document's folder; nil when
  ///   there is none.
  /// - Throws: ``ContractError`` with the place of what can't be read.
  package static func reading(
    name: String, bytes: [UInt8], neighbour: @escaping (String) -> [UInt8]? = { _ in nil }
  ) throws(ContractError) -> ContractSource {
    var files = ContractFiles(neighbour: neighbour)
    let isYAML = YAMLText.isMeant(name: name, bytes: bytes)
    if !isYAML {
      let document: JSONDocument
      do throws(JSONSyntaxError) {
        document = try JSONDocument(bytes)
      } catch {
        throw ContractError(name, at: error.position, "this is not JSON: \(error.reason)")
      }
      guard ContractFiles.refersElsewhere(document) else {
        return ContractSource(name: name, document: document)
      }
    }
    try files.add(name: name, path: String(name.split(separator: "/").last ?? ""), bytes)
    return ContractSource(name: name, document: try files.bundled())
  }
}

/// Which texts are YAML.
package enum YAMLText {
  /// Whether a file's name says that it is YAML.
  package static func isNamed(_ name: String) -> Bool {
    let name = name.lowercased()
    return name.hasSuffix(".yaml") || name.hasSuffix(".yml")
  }

  /// Whether a text is YAML: by its name, or because it begins as an OpenAPI document does in YAML.
  package static func isMeant(name: String, bytes: [UInt8]) -> Bool {
    if isNamed(name) { return true }
    if name.lowercased().hasSuffix(".json") { return false }
    let lines = String(decoding: bytes.prefix(2_000), as: UTF8.self).split(separator: "\n")
    return lines.prefix(20).contains { line in
      ["openapi:", "swagger:", "%YAML"].contains { line.hasPrefix($0) } || line == "---"
    }
  }

  /// Reads a text of one YAML document as JSON has it.
  package static func document(name: String, _ bytes: [UInt8]) throws(ContractError) -> JSONDocument
  {
    var files = ContractFiles(neighbour: { _ in nil })
    try files.add(name: name, path: name, bytes)
    return try files.bundled()
  }
}

/// A document and the files around it, on the way to one JSON text.
struct ContractFiles {
  private struct File {
    let name: String
    /// From the folder of the first one.
    let path: String
    let bytes: [UInt8]
    let root: YAMLNode
  }

  private let neighbour: (String) -> [UInt8]?
  private var files: [File] = []
  private var folder = ""
  private var writer: [UInt8] = []
  private var marks: [TextOrigin.Mark] = []

  /// More files than any contract is spread over.
  private static let fileLimit = 2_000
  private static let sizeLimit = 64 << 20

  init(neighbour: @escaping (String) -> [UInt8]?) { self.neighbour = neighbour }

  /// Whether a document has references into other files.
  static func refersElsewhere(_ document: JSONDocument) -> Bool {
    document.nodes.indices.contains { index in
      guard document.nodes[index].kind == .object else { return false }
      let reference = JSONElement(document: document, index: index)["$ref"]?.string
      return reference.map { isElsewhere($0) } ?? false
    }
  }

  private static func isElsewhere(_ reference: String) -> Bool {
    !reference.hasPrefix("#") && !reference.includes("://") && !reference.hasPrefix("urn:")
      && !reference.isEmpty
  }

  mutating func add(name: String, path: String, _ bytes: [UInt8]) throws(ContractError) {
    let root: YAMLNode
    if YAMLText.isMeant(name: name, bytes: bytes) {
      do throws(YAMLError) {
        root = try YAMLReader.read(bytes)
      } catch {
        throw ContractError(
          name, at: TextPosition(offset: error.offset, in: bytes), "YAML: \(error.what)")
      }
    } else {
      do throws(JSONSyntaxError) {
        root = Self.node(try JSONDocument(bytes).root)
      } catch {
        throw ContractError(name, at: error.position, "this is not JSON: \(error.reason)")
      }
    }
    if files.isEmpty { folder = String(name.dropLast(path.count)) }
    files.append(File(name: name, path: path, bytes: bytes, root: root))
  }

  private static func node(_ element: JSONElement) -> YAMLNode {
    switch element.kind {
    case .object:
      .mapping(
        element.members.map {
          YAMLNode.Member(
            key: $0.key.stringBytes ?? [], keyOffset: $0.key.offset, value: node($0.value))
        }, at: element.offset)
    case .array: .sequence(element.elements.map { node($0) }, at: element.offset)
    case .string: .scalar(element.stringBytes ?? [], isPlain: false, at: element.offset)
    default: .scalar(Array(element.rawText.utf8), isPlain: true, at: element.offset)
    }
  }

  /// The first file as JSON, the others in its `x-files`.
  mutating func bundled() throws(ContractError) -> JSONDocument {
    writer = []
    try write(files[0].root, of: 0)
    var written = 1
    if files.count > written, writer.last == UInt8(ascii: "}") {
      writer.removeLast()
      if writer.last != UInt8(ascii: "{") { writer.append(UInt8(ascii: ",")) }
      writer += Array("\"x-files\":{".utf8)
      while written < files.count {
        if written > 1 { writer.append(UInt8(ascii: ",")) }
        writer += JSONValue.string(files[written].path).bytes()
        writer.append(UInt8(ascii: ":"))
        try write(files[written].root, of: written)
        written += 1
      }
      writer += Array("}}".utf8)
    }
    let origin = TextOrigin(files: files.map { ($0.name, $0.bytes) }, marks: marks)
    do throws(JSONSyntaxError) {
      return try JSONDocument(writer, origin: origin)
    } catch {
      throw ContractError(
        files[0].name, at: TextPosition(line: 1, column: 1),
        "the document can't be written as JSON: \(error.reason)")
    }
  }

  private mutating func mark(_ file: Int, _ offset: Int) {
    marks.append(TextOrigin.Mark(offset: writer.count, file: file, fileOffset: offset))
  }

  private mutating func write(_ node: YAMLNode, of file: Int) throws(ContractError) {
    mark(file, node.offset)
    guard writer.count < Self.sizeLimit else {
      throw ContractError(
        files[0].name, at: TextPosition(line: 1, column: 1),
        "the document and what it refers to are larger than \(Self.sizeLimit >> 20) MiB")
    }
    switch node {
    case .scalar(let text, let isPlain, let offset):
      guard let json = YAMLScalar.json(text, isPlain: isPlain) else {
        throw ContractError(
          files[file].name, at: TextPosition(offset: offset, in: files[file].bytes),
          "JSON has no such number; quote it if it is a text")
      }
      writer += json
    case .sequence(let items, _):
      writer.append(UInt8(ascii: "["))
      for (i, item) in items.enumerated() {
        if i > 0 { writer.append(UInt8(ascii: ",")) }
        try write(item, of: file)
      }
      writer.append(UInt8(ascii: "]"))
    case .mapping(let members, _):
      writer.append(UInt8(ascii: "{"))
      for (i, member) in members.enumerated() {
        if i > 0 { writer.append(UInt8(ascii: ",")) }
        mark(file, member.keyOffset)
        writer += JSONValue.string(String(decoding: member.key, as: UTF8.self)).bytes()
        writer.append(UInt8(ascii: ":"))
        if member.key == Array("$ref".utf8), case .scalar(let text, _, let offset) = member.value {
          let reference = try rewritten(
            String(decoding: text, as: UTF8.self), of: file, at: offset)
          mark(file, offset)
          writer += JSONValue.string(reference).bytes()
        } else {
          try write(member.value, of: file)
        }
      }
      writer.append(UInt8(ascii: "}"))
    }
  }

  /// A reference as it leads within the bundle; the file that it names is read.
  private mutating func rewritten(
    _ reference: String, of file: Int, at offset: Int
  ) throws(ContractError) -> String {
    if reference.hasPrefix("#") {
      return file == 0 ? reference : Self.address(files[file].path, reference.dropFirst())
    }
    guard Self.isElsewhere(reference) else { return reference }
    let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let fragment = parts.count > 1 ? parts[1] : ""
    let path = Self.path(String(parts[0]), from: files[file].path)
    if path == files[0].path { return "#" + fragment }
    if !files.contains(where: { $0.path == path }) {
      guard files.count < Self.fileLimit, let bytes = neighbour(path) else {
        throw ContractError(
          files[file].name, at: TextPosition(offset: offset, in: files[file].bytes),
          "'\(reference)' leads to no file that can be read: there is no \(folder)\(path)")
      }
      try add(name: folder + path, path: path, bytes)
    }
    return Self.address(path, fragment)
  }

  private static func address(_ path: String, _ fragment: Substring) -> String {
    "#/x-files/" + PercentCoding.encode(JSONPointer.escaped(path), for: .pathSegment) + fragment
  }

  /// A path as it is from the first file's folder.
  private static func path(_ reference: String, from file: String) -> String {
    var parts = file.split(separator: "/").dropLast().map(String.init)
    let decoded = PercentCoding.decode(Array(reference.utf8)) ?? Array(reference.utf8)
    for part in String(decoding: decoded, as: UTF8.self).split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(String(part))
      }
    }
    return parts.joined(separator: "/")
  }
}
