package import VerifyMockHTTP
import VerifyMockJSON
import VerifyMockContract

extension RequestReader {
  /// Reads the arguments of one request.
  ///
  /// `captures` are the raw segments that stand for the parameters of the path, in the order of the
  /// spelling of the path that was matched; `spelling` tells which one that is: 0 for the path
  /// itself, then its alternatives. The query comes raw without `?`; `fields` give the header fields,
  /// and the body's bytes are copied. When something cannot be read, the outcome is
  /// ``ReadingOutcome/unreadable(_:)`` and `arguments` hold what could.
  package func read(
    captures: [Bytes], spelling: Int = 0, query: Bytes?,
    fields: HTTPRequestView?, body: Bytes, contentType: Bytes?, into arguments: inout Arguments
  ) -> ReadingOutcome {
    arguments.reset(inputs: inputs.count, constants: plan.constants)
    arguments.bytes.append(contentsOf: body)
    arguments.bodyEnd = arguments.bytes.count
    var outcome = ReadingOutcome.read
    arguments.nodes.append(JSONNode(kind: .object, start: 0, end: 0, next: 0, count: 3))
    arguments.append(sectionKeys[0])
    if let wrong = readPath(captures, spelling: spelling, into: &arguments) {
      outcome = .unreadable(.encoding(location: wrong))
    }
    arguments.append(sectionKeys[1])
    if !readQuery(query, into: &arguments) { outcome = .unreadable(.encoding(location: "query")) }
    arguments.append(sectionKeys[2])
    readHeader(fields, into: &arguments)
    if let reason = readBody(body, contentType: contentType, into: &arguments) {
      if outcome == .read { outcome = .unreadable(reason) }
    }
    arguments.nodes[0].next = UInt32(truncatingIfNeeded: arguments.nodes.count)
    return outcome
  }

  /// - Returns: the location of a segment that is not percent-encoded UTF-8.
  private func readPath(
    _ captures: [Bytes], spelling: Int, into arguments: inout Arguments
  ) -> String? {
    let object = arguments.nodes.count
    arguments.nodes.append(JSONNode(kind: .object, start: 0, end: 0, next: 0))
    var wrong: String?
    if self.captures.indices.contains(spelling), !path.inputs.isEmpty {
      arguments.section = .path
      arguments.isText = true
      arguments.shift = 0
      let inputs = self.captures[spelling]
      let first = Int(plan.values[Int(path.value)].firstProperty)
      for i in 0..<min(inputs.count, captures.count) where inputs[i] >= 0 {
        let property = plan.properties[first + Int(inputs[i] - path.inputs[0])]
        guard let node = arguments.decoded(captures[i], plusIsSpace: false) else {
          wrong = wrong ?? self.inputs[Int(inputs[i])].location
          continue
        }
        write(node, property, input: Int(inputs[i]), into: &arguments)
        arguments.nodes[object].count += 1
      }
    }
    arguments.nodes[object].next = UInt32(truncatingIfNeeded: arguments.nodes.count)
    return wrong
  }

  /// Writes a member whose value is one text.
  private func write(
    _ node: JSONNode, _ property: ReadingPlan.PropertyPlan, input: Int,
    into arguments: inout Arguments
  ) {
    arguments.append(property.key)
    arguments.slots[input] = Int32(truncatingIfNeeded: arguments.nodes.count)
    let value = plan.values[Int(property.value)]
    if value.types.contains(.string), value.enumeration < 0 {
      arguments.append(node)
      arguments.states[input] = .given
      return
    }
    arguments.source.removeAll()
    arguments.source.append(node)
    arguments.states[input] = arguments.write(
      0, value, plan, label: Arguments.Label(property.key))
  }

  private func readQuery(_ raw: Bytes?, into arguments: inout Arguments) -> Bool {
    arguments.section = .query
    let value = plan.values[Int(query.value)]
    if value.propertyCount == 0, raw?.isEmpty ?? true {
      arguments.append(JSONNode(kind: .object, start: 0, end: 0, next: 0))
      return true
    }
    let isFine = arguments.decodePairs(raw ?? UnsafeBufferPointer(start: nil, count: 0))
    arguments.writeObject(0, value, plan, inputs: query.inputs[...])
    return isFine
  }

  private func readHeader(_ fields: HTTPRequestView?, into arguments: inout Arguments) {
    arguments.section = .header
    let object = arguments.nodes.count
    arguments.append(JSONNode(kind: .object, start: 0, end: 0, next: 0))
    guard !header.names.isEmpty else { return }
    arguments.isText = true
    arguments.shift = 0
    let first = Int(plan.values[Int(header.value)].firstProperty)
    for (i, name) in header.names.enumerated() {
      let property = plan.properties[first + i]
      let input = Int(header.inputs[i])
      if let fields, let raw = Self.field(name, of: fields), !raw.isEmpty,
        let node = arguments.text(of: raw)
      {
        write(node, property, input: input, into: &arguments)
      } else if property.defaultCount > 0 {
        arguments.append(property.key)
        arguments.slots[input] = Int32(truncatingIfNeeded: arguments.nodes.count)
        arguments.states[input] = .defaulted
        arguments.appendDefault(property, plan)
      } else {
        continue
      }
      arguments.nodes[object].count += 1
    }
    arguments.nodes[object].next = UInt32(truncatingIfNeeded: arguments.nodes.count)
  }

  private static func field(_ name: [UInt8], of fields: HTTPRequestView) -> Bytes? {
    for i in 0..<fields.fieldCount {
      let field = fields.field(i)
      guard field.name.count == name.count else { continue }
      var isSame = true
      for j in 0..<name.count {
        let byte = field.name[j]
        if (byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte) != name[j] {
          isSame = false
          break
        }
      }
      if isSame { return field.value }
    }
    return nil
  }
}
