import VerifyMockJSON

/// Turns a scenario's document into a ``Scenario`` of one provider.
package struct ScenarioLoader {
  var reader: DocumentReader
  let provider: Provider

  package static let keys = [
    "$schema", "scenario", "provider", "summary", "breaksContract", "reading", "code", "lifetime",
    "quirks", "set", "given", "steps", "walkthrough",
  ]

  /// What a scenario file says of itself, before it meets a provider.
  package struct Heading: Sendable {
    package let name: String
    package let provider: String?
    package let summary: String
  }

  package static func heading(of source: SourceText) throws(DocumentErrors) -> Heading {
    var reader = DocumentReader(source)
    let fields = reader.fields(of: source.root, "a scenario", keys: keys)
    let name = fields.flatMap { reader.required("scenario", of: $0) }.flatMap {
      reader.string($0, "a scenario's name")
    }
    let summary = fields.flatMap { reader.required("summary", of: $0) }.flatMap {
      reader.string($0, "the summary")
    }
    let provider = fields?["provider"].flatMap { reader.string($0, "the provider's id") }
    guard reader.errors.isEmpty, let name, let summary else {
      throw DocumentErrors(reader.errors)
    }
    return Heading(name: name, provider: provider, summary: summary)
  }

  /// Reads a scenario for a provider.
  ///
  /// - Parameter load: makes the provider of a changed document.
  package static func load(
    _ source: SourceText, for provider: Provider
  ) throws(DocumentErrors) -> Scenario {
    let heading = try heading(of: source)
    let changed = try Self.changed(provider, by: source)
    var loader = ScenarioLoader(reader: DocumentReader(source), provider: changed)
    let scenario = loader.scenario(heading)
    guard loader.reader.errors.isEmpty, let scenario else {
      throw DocumentErrors(loader.reader.errors)
    }
    return scenario
  }

  /// The provider with the scenario's quirks and settings.
  private static func changed(
    _ provider: Provider, by source: SourceText
  ) throws(DocumentErrors) -> Provider {
    var text = provider.source
    var reader = DocumentReader(source)
    for (name, element) in source.root["quirks"].map({ reader.strings($0, "a quirk") }) ?? [] {
      guard let quirk = provider.quirks.first(where: { $0.name == name }) else {
        reader.note(
          element, "'\(provider.id)' has no quirk '\(name)'",
          hint: NearestName.of(name, in: provider.quirks.map(\.name)).map {
            "did you mean '\($0)'?"
          })
        continue
      }
      text = try text.patched(quirk.patches, of: provider.source)
    }
    if let set = source.root["set"] {
      if set.kind == .object {
        text = try text.patched(set, of: source)
      } else {
        reader.note(set, "'set' must be an object, not \(set.kind.name)")
      }
    }
    guard reader.errors.isEmpty else { throw DocumentErrors(reader.errors) }
    guard source.root["quirks"] != nil || source.root["set"] != nil else { return provider }
    return try ProviderLoader.load(text, contract: provider.contract)
  }

  private init(reader: DocumentReader, provider: Provider) {
    self.reader = reader
    self.provider = provider
  }

  private mutating func scenario(_ heading: Heading) -> Scenario? {
    guard let fields = reader.fields(of: reader.source.root, "a scenario", keys: Self.keys)
    else { return nil }
    var given = Given()
    if let element = fields["given"] {
      let rules = provider.verification
      GivenReader(
        keptNames: rules.keptNames, channels: provider.channels.map(\.name), rules: rules
      ).read(element, into: &given, reader: &reader)
    }
    var steps: [Scenario.Step] = []
    if let element = fields["steps"] {
      if element.kind == .array {
        steps = element.elements.compactMap { step($0) }
      } else {
        reader.note(element, "'steps' must be a list, not \(element.kind.name)")
      }
    }
    var walkthrough: [WalkthroughItem] = []
    if let element = fields["walkthrough"] {
      if element.kind == .array {
        walkthrough = element.elements.compactMap { walkthroughItem($0) }
      } else {
        reader.note(element, "'walkthrough' must be a list, not \(element.kind.name)")
      }
    }
    return Scenario(
      name: provider.id + "/" + heading.name, summary: heading.summary, provider: provider,
      steps: steps, walkthrough: walkthrough,
      code: fields["code"].flatMap { reader.string($0, "'code'") }.map { Array($0.utf8) },
      lifetime: fields["lifetime"].flatMap { reader.interval($0, "'lifetime'") }, given: given,
      breaksContract: fields["breaksContract"].flatMap { reader.boolean($0, "'breaksContract'") }
        ?? false,
      isStrict: fields["reading"].flatMap {
        reader.word($0, "'reading'", among: [("strict", true), ("tolerant", false)])
      } ?? false,
      source: reader.source)
  }
}

extension SourceText {
  /// Every patch of a quirk or of `set`, in order.
  func patched(
    _ patches: JSONElement, of source: SourceText
  ) throws(DocumentErrors) -> SourceText {
    var result = self
    for (pointer, value) in patches.members {
      do throws(DocumentError) {
        result = try result.patched(at: pointer, with: value, of: source)
      } catch {
        throw DocumentErrors([error])
      }
    }
    return result
  }
}
