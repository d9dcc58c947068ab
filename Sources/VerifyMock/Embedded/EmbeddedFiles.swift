package import VerifyMockCore

/// The documents that the binary carries, so that it can be moved and needs nothing beside it.
package enum EmbeddedFiles {
  /// A document as text; empty when there is none of that name.
  static func text(named name: String) -> String {
    all.first { $0.name.description == name }.map { $0.text.description } ?? ""
  }

  /// The documents of providers and scenarios, named as under `Scenarios/`.
  package static var scenarios: [SourceFile] {
    all.compactMap { name, text in
      let name = name.description
      guard !name.hasPrefix("control/") else { return nil }
      return SourceFile(
        name: name,
        bytes: Array(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)))
    }
  }
}
