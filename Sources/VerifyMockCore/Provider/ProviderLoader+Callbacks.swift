import VerifyMockJSON

extension ProviderLoader {
  mutating func callbacks(_ element: JSONElement) -> CallbackRules? {
    guard
      let fields = reader.fields(
        of: element, "'callbacks'", keys: ["on", "retry", "method", "fields", "signatures"]),
      let onElement = reader.required("on", of: fields),
      let fieldsElement = reader.required("fields", of: fields)
    else { return nil }
    var events: Set<CallbackRules.Event> = []
    for (_, element) in reader.strings(onElement, "an event") {
      if let event = reader.word(
        element, "the event", among: CallbackRules.Event.allCases.map { ($0.rawValue, $0) })
      {
        events.insert(event)
      }
    }
    let subjects: Set<Term.Subject> = [.request, .account, .verification, .attempt]
    var values: [(String, Template)] = []
    for (name, _, value) in reader.entries(of: fieldsElement, "the callback's fields") {
      if let segments = compiler.text(value, subjects: subjects, reader: &reader) {
        values.append((name, Template(text: segments)))
      }
    }
    var signatures: [CallbackRules.Signature] = []
    if let element = fields["signatures"] {
      for (name, _, value) in reader.entries(of: element, "the signatures") {
        if let signature = signature(name, value) { signatures.append(signature) }
      }
    }
    return CallbackRules(
      events: events,
      retries: (fields["retry"]?.elements ?? []).compactMap { reader.interval($0, "a retry") },
      fields: values, signatures: signatures,
      method: fields["method"].flatMap {
        reader.word($0, "the method", among: [("POST", "POST"), ("GET", "GET")])
      } ?? "POST")
  }

  private mutating func signature(
    _ name: String, _ element: JSONElement
  ) -> CallbackRules.Signature? {
    typealias Signature = CallbackRules.Signature
    guard
      let fields = reader.fields(
        of: element, "the signature '\(name)'",
        keys: ["headers", "nonce", "over", "algorithm", "encoding"]),
      let headers = reader.required("headers", of: fields),
      let over = reader.required("over", of: fields)
    else { return nil }
    var templates: [Template] = []
    for (_, element) in reader.strings(over, "what is signed") {
      if let segments = compiler.text(
        element, subjects: [.callback, .account, .verification, .attempt], reader: &reader)
      {
        templates.append(Template(text: segments))
      }
    }
    return Signature(
      name: name, headers: reader.strings(headers, "a header").map(\.text),
      nonceHeader: fields["nonce"].flatMap { reader.string($0, "the nonce's header") },
      over: templates,
      mac: fields["algorithm"].flatMap {
        reader.word($0, "the algorithm", among: Signature.MAC.allCases.map { ($0.rawValue, $0) })
      } ?? .sha256,
      encoding: fields["encoding"].flatMap {
        reader.word(
          $0, "the encoding", among: Signature.Encoding.allCases.map { ($0.rawValue, $0) })
      } ?? .base64)
  }

  /// What exists from the start; scenarios use the same form.
  mutating func given(_ element: JSONElement) -> Given {
    var given = Given()
    let read = GivenReader(
      keptNames: rules.keptNames, channels: channels.map(\.name), rules: rules)
    read.read(element, into: &given, reader: &reader)
    return given
  }
}
