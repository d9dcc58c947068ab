import VerifyMockJSON

extension SchemaRegistry {
  func types(_ value: JSONElement, of site: SchemaSite) throws(SchemaError) -> TypeSet {
    func one(_ word: JSONElement) throws(SchemaError) -> TypeSet {
      guard let text = word.string else {
        throw failure(
          .wrongType(keyword: "type", expected: "a string or an array of them", got: word.kind),
          at: site.place(word))
      }
      guard let type = TypeSet(word: text) else {
        throw failure(
          .unknownType(text), at: site.place(word),
          suggestion: NearestName.of(text, in: TypeSet.any.union(.integer).words))
      }
      return type
    }
    guard value.kind == .array else { return try one(value) }
    var result: TypeSet = []
    for word in value.elements { result.formUnion(try one(word)) }
    if result.contains(.number) { result.remove(.integer) }
    return result
  }

  mutating func emitValues(_ site: inout SchemaSite) throws(SchemaError) {
    if let value = site[.const] {
      site.append(.const, on: .any, .const, value, a: Int(builder.addConstant(value)))
    }
    if let value = site[.enum] {
      var elements = try list(value, .enum, of: site)
      if site.dialect != .jsonSchema {
        for (_, also) in site.schema["x-also"]?.members ?? [] {
          elements += also.kind == .array ? also.elements : [also]
        }
      }
      var roots: [Int32] = []
      var strings: [(name: [UInt8], schema: Int32, bit: Int32)] = []
      var seen: Set<[UInt8]> = []
      for element in elements {
        roots.append(builder.addConstant(element))
        if let bytes = element.stringBytes, seen.insert(bytes).inserted {
          strings.append((bytes, -1, -1))
        }
      }
      builder.plans.append(
        MemberPlan(
          table: builder.addTable(strings), required: 0, patternStart: 0, patternEnd: 0,
          additional: -1, names: -1))
      site.append(
        .enum, on: .any, .enum, value, a: builder.addList(roots), b: roots.count,
        c: builder.plans.count - 1)
    }
  }

  mutating func emitNumbers(_ site: inout SchemaSite) throws(SchemaError) {
    let bounds: [(SchemaKeyword, SchemaInstruction.Operation)] = [
      (.minimum, .minimum), (.maximum, .maximum), (.exclusiveMinimum, .exclusiveMinimum),
      (.exclusiveMaximum, .exclusiveMaximum), (.multipleOf, .multipleOf),
    ]
    for (keyword, operation) in bounds {
      guard let value = site[keyword], site.flag(keyword.rawValue) == nil else { continue }
      let operation: SchemaInstruction.Operation =
        switch keyword {
        case .minimum where site.flag("exclusiveMinimum") == true: .exclusiveMinimum
        case .maximum where site.flag("exclusiveMaximum") == true: .exclusiveMaximum
        default: operation
        }
      guard value.kind == .number, let number = builder.addNumber(value) else {
        throw wrongType(keyword, "a number", value, of: site)
      }
      if keyword == .multipleOf {
        let decimal = builder.numbers[number].decimal
        guard !decimal.isZero, !decimal.isNegative else {
          throw wrongValue(keyword, "greater than zero", value, of: site)
        }
      }
      site.append(operation, on: .number, keyword, value, a: number)
    }
  }

  mutating func emitStrings(_ site: inout SchemaSite) throws(SchemaError) {
    if let (value, limit) = try count(.minLength, of: site), limit > 0 {
      site.append(.minLength, on: .string, .minLength, value, a: limit)
    }
    if let (value, limit) = try count(.maxLength, of: site) {
      site.append(.maxLength, on: .string, .maxLength, value, a: limit)
    }
    if let value = site[.format] {
      guard let name = value.string else { throw wrongType(.format, "a string", value, of: site) }
      if let format = FormatID(name: name) {
        builder.formats.append(format)
        site.append(
          .format, on: .string, .format, value, a: builder.formats.count - 1,
          b: site.vocabularies.contains(.formatAssertion) ? 1 : 0)
      }
    }
    if let value = site[.pattern] {
      site.append(.pattern, on: .string, .pattern, value, a: try pattern(value, of: site))
    }
  }

  /// Compiles the source of a pattern that stands as a string, be it a value or a key.
  mutating func pattern(_ value: JSONElement, of site: SchemaSite) throws(SchemaError) -> Int {
    guard let source = value.stringBytes else {
      throw wrongType(.pattern, "a string", value, of: site)
    }
    do throws(PatternError) {
      return try builder.addPattern(source)
    } catch {
      throw failure(
        .badPattern(source: String(decoding: source, as: UTF8.self), reason: error.message),
        at: site.place(value))
    }
  }

  /// The value of a keyword that is a count: an integer, not negative.
  func count(
    _ keyword: SchemaKeyword, of site: SchemaSite
  ) throws(SchemaError) -> (JSONElement, Int)? {
    guard let value = site[keyword] else { return nil }
    guard let text = value.numberText, let decimal = JSONDecimal(text) else {
      throw wrongType(keyword, "an integer", value, of: site)
    }
    guard decimal.isInteger, !decimal.isNegative else {
      throw wrongValue(keyword, "an integer that is not negative", value, of: site)
    }
    // No instance reaches what does not fit.
    return (value, Int(min(decimal.int64 ?? Int64(Int32.max), Int64(Int32.max))))
  }

  func list(
    _ value: JSONElement, _ keyword: SchemaKeyword, of site: SchemaSite
  ) throws(SchemaError) -> [JSONElement] {
    guard value.kind == .array else { throw wrongType(keyword, "an array", value, of: site) }
    return value.elements
  }

  func map(
    _ value: JSONElement, _ keyword: SchemaKeyword, of site: SchemaSite
  ) throws(SchemaError) -> [(key: JSONElement, value: JSONElement)] {
    guard value.kind == .object else { throw wrongType(keyword, "an object", value, of: site) }
    return value.members
  }

  func wrongType(
    _ keyword: SchemaKeyword, _ expected: String, _ value: JSONElement, of site: SchemaSite
  ) -> SchemaError {
    failure(
      .wrongType(keyword: keyword.rawValue, expected: expected, got: value.kind),
      at: site.place(value))
  }

  func wrongValue(
    _ keyword: SchemaKeyword, _ expected: String, _ value: JSONElement, of site: SchemaSite
  ) -> SchemaError {
    failure(
      .wrongValue(
        keyword: keyword.rawValue, expected: expected, got: String(value.rawText.prefix(60))),
      at: site.place(value))
  }
}
