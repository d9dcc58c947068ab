import VerifyMockJSON

/// One `{{…}}` of a template, resolved: a term, its kept value's position and its view.
package struct Placeholder: Sendable, Hashable {
  package let term: Term
  package let view: TermView
  /// For `kept` terms the position in the provider's list of kept names.
  package var kept: Int { Int(keptPosition) }
  /// What must exist for the term to have a value, and whether the JSON form is a number.
  let subject: Term.Subject
  package let isInteger: Bool
  /// So short, and in this place, because a placeholder then fits a register.
  private let keptPosition: Int32

  /// Why a text in braces names nothing.
  package struct Unknown: Error {
    package let what: String
    package let hint: String?
  }

  package init(term: Term, view: TermView = .bare, kept: Int = 0) {
    self.term = term
    self.view = view
    keptPosition = Int32(truncatingIfNeeded: kept)
    subject = term.subject
    switch view {
    case .unix, .secondsLeft, .seconds, .minutes: isInteger = true
    case .bare: isInteger = term.kind == .integer || term.kind == .interval
    default: isInteger = false
    }
  }

  /// Reads what stands between the braces.
  package init(_ text: String, keptNames: [String]) throws(Unknown) {
    let text = text.trimmingSpaces
    if let term = Term.byName[text], term.kind != .kept {
      self.init(term: term)
      return
    }
    for subject in ["verification", "attempt", "number"] {
      let prefix = subject + ".kept."
      guard text.hasPrefix(prefix), let term = Term.byName[subject + ".kept"] else { continue }
      let name = String(text.dropFirst(prefix.count))
      guard let kept = keptNames.firstIndex(of: name) else {
        throw Unknown(
          what: "'\(name)' is not among what 'verification.keep' lists",
          hint: NearestName.of(name, in: keptNames).map { "did you mean '\(prefix + $0)'?" })
      }
      self.init(term: term, kept: kept)
      return
    }
    if let dot = text.lastIndex(of: "."), let term = Term.byName[String(text[..<dot])] {
      let name = text[text.index(after: dot)...]
      let views = TermView.views(of: term.kind)
      if let view = views.first(where: { $0.name == name }) {
        self.init(term: term, view: view)
        return
      }
      throw Unknown(
        what: "'\(term.name)' has no view '\(name)'",
        hint: views.isEmpty
          ? "it has none" : "it has: " + views.map(\.name).joined(separator: ", "))
    }
    let names = Term.allCases.map(\.name)
    throw Unknown(
      what: "there is no placeholder '\(text)'",
      hint: NearestName.of(text, in: names).map { "did you mean '\($0)'?" })
  }
}

extension String {
  /// The text without spaces at its ends.
  var trimmingSpaces: String {
    var rest = Substring(self)
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}
