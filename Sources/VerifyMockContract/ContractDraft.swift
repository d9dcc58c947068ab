import VerifyMockJSON

/// A value of a contract while it is being composed: taken over as it stands, or changed.
///
/// What nobody changes stays a reference to its source, so that composing a large document costs
/// little more than copying it.
indirect enum ContractDraft {
  /// A value of a source, by its index on the tape.
  case verbatim(source: Int, index: Int)
  case object([Member], origin: Origin)
  case array([ContractDraft], origin: Origin)
  /// JSON text that stands nowhere, and the place it was made for.
  case text([UInt8], origin: Origin)

  struct Member {
    /// The key as JSON text, quotes included.
    var key: [UInt8]
    var name: String
    var keyOrigin: Origin
    var value: ContractDraft
  }

  struct Origin {
    var source: Int
    var offset: Int
  }

  func origin(in sources: [ContractSource]) -> Origin {
    switch self {
    case .verbatim(let source, let index):
      Origin(
        source: source,
        offset: JSONElement(document: sources[source].document, index: index).offset)
    case .object(_, let origin), .array(_, let origin), .text(_, let origin): origin
    }
  }

  /// The members when this is an object; nil otherwise.
  func members(in sources: [ContractSource]) -> [Member]? {
    switch self {
    case .object(let members, _): return members
    case .verbatim(let source, let index):
      let element = JSONElement(document: sources[source].document, index: index)
      guard element.kind == .object else { return nil }
      return element.members.map { key, value in
        Member(
          key: Array(key.rawText.utf8), name: key.string ?? "",
          keyOrigin: Origin(source: source, offset: key.offset),
          value: .verbatim(source: source, index: value.index))
      }
    case .array, .text: return nil
    }
  }

  /// This with another laid over it: objects are joined key by key, anything else is replaced.
  func merged(with other: ContractDraft, in sources: [ContractSource]) -> ContractDraft {
    guard var members = members(in: sources), let additions = other.members(in: sources) else {
      return other
    }
    for addition in additions {
      if let at = members.firstIndex(where: { $0.name.utf8.elementsEqual(addition.name.utf8) }) {
        members[at].value = members[at].value.merged(with: addition.value, in: sources)
      } else {
        members.append(addition)
      }
    }
    return .object(members, origin: origin(in: sources))
  }
}
