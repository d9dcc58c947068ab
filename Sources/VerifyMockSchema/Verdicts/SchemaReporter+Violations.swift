import VerifyMockJSON

extension SchemaReporter {
  /// A violation of a whole schema.
  func violation(_ kind: SchemaViolation.Kind, _ site: ReportSite) -> SchemaViolation {
    violation(kind, keyword: nil, at: Int(site.entry.node), site)
  }

  func violation(
    _ kind: SchemaViolation.Kind, _ instruction: SchemaInstruction, _ site: ReportSite,
    suggestion: SchemaSuggestion? = nil, causes: [SchemaViolation] = []
  ) -> SchemaViolation {
    violation(
      kind, keyword: instruction.keyword, at: Int(instruction.node), site,
      suggestion: suggestion, causes: causes)
  }

  @inline(never)
  func violation(
    _ kind: SchemaViolation.Kind, keyword: SchemaKeyword?, at keywordNode: Int,
    _ site: ReportSite, suggestion: SchemaSuggestion? = nil, causes: [SchemaViolation] = []
  ) -> SchemaViolation {
    let view = evaluator.view(site.node)
    let location = path(to: keywordNode, site)
    return SchemaViolation(
      instanceLocation: TapeLocation.pointer(to: site.node, from: root, in: view),
      offset: Int(view.node.start) - (view.kind == .string ? 1 : 0),
      keyword: keyword?.rawValue ?? lastToken(of: location), keywordLocation: location,
      absoluteKeywordLocation: set.absoluteLocation(
        of: keywordNode, in: site.entry),
      kind: kind, value: SchemaExcerpt(view), suggestion: suggestion, causes: causes)
  }

  /// The keyword location of a node inside the schema of a site.
  func path(to node: Int, _ site: ReportSite) -> String {
    site.path
      + TapeLocation.pointer(
        to: node, from: Int(site.entry.node),
        in: set.sources[Int(site.entry.document)].document)
  }

  @inline(never)
  func typeViolation(_ site: ReportSite) -> SchemaViolation {
    violation(
      .type(expected: site.entry.types.words), keyword: .type, at: Int(site.entry.typeNode), site,
      suggestion: quoting(site.entry.types, evaluator.view(site.node)))
  }

  private func lastToken(of location: String) -> String {
    location.utf8.lastIndex(of: UInt8(ascii: "/"))
      .map { String(location[location.utf8.index(after: $0)...]) } ?? ""
  }

  /// A hint when the value's text is right and its quotes are not.
  private func quoting(_ types: TypeSet, _ value: JSONView) -> SchemaSuggestion? {
    if value.kind == .string, !value.node.isEscaped {
      let number = JSONDecimal(value.raw)
      if let number {
        if types.contains(.number) { return .unquote("number") }
        if types.contains(.integer), number.isInteger { return .unquote("integer") }
      }
      let text = String(decoding: value.raw, as: UTF8.self)
      if types.contains(.boolean), text == "true" || text == "false" { return .unquote("boolean") }
      return types.contains(.null) && text == "null" ? .unquote("null") : nil
    }
    let isScalar = value.kind == .number || value.kind == .true || value.kind == .false
    return isScalar && types.contains(.string) ? .quote : nil
  }
}

extension SchemaSet {
  /// The URI of a node of a schema document: its resource's and the pointer from there.
  func absoluteLocation(of node: Int, in entry: SchemaEntry) -> String {
    let resource = resources[Int(entry.resource)]
    let pointer = TapeLocation.pointer(
      to: node, from: resource.node, in: sources[Int(entry.document)].document)
    return resource.base.resource + "#" + URIReference.fragmentEscaped(pointer)
  }
}
