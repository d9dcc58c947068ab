/// A template compiled to segments and slots: rendering appends bytes and looks nothing up.
package final class Template: Sendable {
  enum Step: Sendable {
    /// Bytes of the pool, as they are.
    case bytes(start: Int32, count: Int32)
    /// A JSON value.
    case value(Placeholder)
    /// The inside of a JSON string.
    case text(Placeholder)
    /// A comma, unless nothing stands before it in its object.
    case comma
    /// Goes over `skip` steps when the value is absent.
    case unlessAbsent(Placeholder, skip: Int32)
    /// Goes over `skip` steps when the list is empty.
    case unlessEmpty(TemplateList, skip: Int32)
    /// The next `item` steps for each element, or the `empty` steps behind them for none.
    case each(TemplateList, item: Int32, empty: Int32)
  }

  let steps: [Step]
  let pool: [UInt8]
  /// Whether the template is JSON, so that text in it is escaped.
  let isJSON: Bool
  package let node: TemplateNode
  /// What it names: nothing else need be looked up for it.
  let subjects: Subjects

  /// Subjects of terms, each with the bit of its position.
  struct Subjects: OptionSet, Sendable {
    let rawValue: UInt16

    init(rawValue: UInt16) {
      self.rawValue = rawValue
    }

    init(_ subject: Term.Subject) {
      rawValue = 1 << UInt16(subject.bit)
    }

    static let request = Subjects(.request)
    static let account = Subjects(.account)
    static let attempt = Subjects(.attempt)
  }

  /// Compiles a JSON template.
  package init(_ node: TemplateNode) {
    self.node = node
    isJSON = true
    var builder = Builder()
    builder.add(node)
    builder.flush()
    steps = builder.steps
    pool = builder.pool
    subjects = Self.subjects(of: steps)
  }

  /// Compiles plain text.
  package init(text segments: [TemplateNode.Segment]) {
    node = .text(segments)
    isJSON = false
    var builder = Builder()
    for segment in segments {
      switch segment {
      case .literal(let bytes): builder.pending += bytes
      case .slot(let placeholder):
        builder.flush()
        builder.steps.append(.text(placeholder))
      }
    }
    builder.flush()
    steps = builder.steps
    pool = builder.pool
    subjects = Self.subjects(of: steps)
  }

  private static func subjects(of steps: [Step]) -> Subjects {
    steps.reduce(into: []) { subjects, step in
      switch step {
      case .value(let placeholder), .text(let placeholder), .unlessAbsent(let placeholder, _):
        // What an attempt keeps is had from the verification, without holding the attempt.
        if placeholder.term != .attemptKept { subjects.insert(Subjects(placeholder.subject)) }
      case .bytes, .comma, .unlessEmpty, .each: break
      }
    }
  }

  private struct Builder {
    var steps: [Step] = []
    var pool: [UInt8] = []
    var pending: [UInt8] = []

    mutating func flush() {
      guard !pending.isEmpty else { return }
      steps.append(.bytes(start: Int32(pool.count), count: Int32(pending.count)))
      pool += pending
      pending = []
    }

    mutating func add(_ node: TemplateNode) {
      switch node {
      case .literal(let bytes): pending += bytes
      case .slot(let placeholder):
        flush()
        steps.append(.value(placeholder))
      case .text(let segments):
        pending.append(UInt8(ascii: "\""))
        for segment in segments {
          switch segment {
          case .literal(let bytes): pending += JSONText.escaped(bytes)
          case .slot(let placeholder):
            flush()
            steps.append(.text(placeholder))
          }
        }
        pending.append(UInt8(ascii: "\""))
      case .object(let members): add(members)
      case .array(let items):
        pending.append(UInt8(ascii: "["))
        for (i, item) in items.enumerated() {
          if i > 0 { pending.append(UInt8(ascii: ",")) }
          add(item)
        }
        pending.append(UInt8(ascii: "]"))
      case .each(let list, let item, let empty):
        flush()
        let at = steps.count
        steps.append(.each(list, item: 0, empty: 0))
        add(item)
        flush()
        let itemCount = steps.count - at - 1
        add(empty)
        flush()
        let emptyCount = steps.count - at - 1 - itemCount
        steps[at] = .each(list, item: Int32(itemCount), empty: Int32(emptyCount))
      }
    }

    mutating func add(_ members: [TemplateNode.Member]) {
      pending.append(UInt8(ascii: "{"))
      // Once a member surely stands there, the next one surely needs its comma.
      var commaIsSure = false
      for (i, member) in members.enumerated() {
        let at = steps.count
        if member.isOptional {
          flush()
          steps.append(.comma)
        }
        if !member.isOptional, i > 0 {
          if commaIsSure {
            pending.append(UInt8(ascii: ","))
          } else {
            flush()
            steps.append(.comma)
          }
        }
        pending += JSONText.quoted(Array(member.key.utf8))
        pending.append(UInt8(ascii: ":"))
        add(member.value)
        if member.isOptional {
          flush()
          insertGuard(for: member.value, before: at)
        } else {
          commaIsSure = true
        }
      }
      pending.append(UInt8(ascii: "}"))
    }

    private mutating func insertGuard(for value: TemplateNode, before start: Int) {
      // The bytes flushed for the opening brace stand at `start`; the comma follows them.
      guard
        let comma = steps[start...].firstIndex(where: {
          if case .comma = $0 { true } else { false }
        })
      else { return }
      let skip = Int32(steps.count - comma)
      switch value {
      case .slot(let placeholder):
        steps.insert(.unlessAbsent(placeholder, skip: skip), at: comma)
      case .text(let segments):
        for case .slot(let placeholder) in segments.prefix(while: { _ in true }) {
          steps.insert(.unlessAbsent(placeholder, skip: skip), at: comma)
          return
        }
      case .each(let list, _, _):
        steps.insert(.unlessEmpty(list, skip: skip), at: comma)
      case .literal, .object, .array:
        return
      }
    }
  }
}
