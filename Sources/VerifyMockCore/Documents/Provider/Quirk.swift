package import VerifyMockContract
package import VerifyMockJSON

/// Another form in which a provider may answer, as changes to its document.
package struct Quirk: Sendable {
  package let name: String
  /// How sure it is that the provider answers so.
  package let certainty: Certainty
  /// What shows the form; nil when the document does not say.
  package let source: String?
  /// JSON Pointers into the provider's document, each with the value to put there.
  package let patches: [(key: JSONElement, value: JSONElement)]
}

extension ProviderLoader {
  /// Reads a quirk: pointers beside `certainty` and `source`.
  func quirk(_ name: String, _ element: JSONElement) -> Quirk {
    var certainty = Certainty.assumed
    var source: String?
    var patches: [(key: JSONElement, value: JSONElement)] = []
    for (key, keyElement, value) in reader.entries(of: element, "the quirk '\(name)'") {
      switch key {
      case "certainty": certainty = reader.value(value, "'certainty'", .word) ?? .assumed
      case "source": source = reader.value(value, "'source'", .string)
      default: patches.append((keyElement, value))
      }
    }
    return Quirk(name: name, certainty: certainty, source: source, patches: patches)
  }
}

extension Provider {
  /// This provider with some of its quirks, in order.
  package func applying(_ quirks: [Quirk]) throws(DocumentErrors) -> Provider {
    if quirks.isEmpty { return self }
    var text = source
    for quirk in quirks { text = try text.patched(quirk.patches, of: source) }
    return try ProviderLoader.load(text, contract: contract)
  }
}
