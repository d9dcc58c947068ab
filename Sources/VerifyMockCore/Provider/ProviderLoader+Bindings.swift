import VerifyMockJSON

/// Where an operation's requests say what: conditions, bindings, look-ups and filters.
extension ProviderLoader {
  mutating func conditions(
    _ element: JSONElement, in operation: String
  ) -> [ProviderOperation.Condition] {
    var result: [ProviderOperation.Condition] = []
    for (name, key, value) in reader.entries(of: element, "'when'") {
      let isGiven = value.bool
      let values = (value.kind == .array ? value.elements : [value]).map {
        $0.string ?? $0.rawText
      }
      switch name {
      case "recipient": result.append(.init(subject: .recipient, values: values, isGiven: isGiven))
      case "channel": result.append(.init(subject: .channel, values: values, isGiven: isGiven))
      case "code": result.append(.init(subject: .code, values: values, isGiven: isGiven))
      default:
        if let location = location([(name, key)], in: operation) {
          result.append(.init(subject: .location(location), values: values, isGiven: isGiven))
        }
      }
    }
    return result
  }

  mutating func bindings(_ element: JSONElement, in operation: String) -> Bindings {
    var result = Bindings()
    let names = Bindings.targets.map(\.name)
    for (name, key, value) in reader.entries(of: element, "'bind'") {
      guard let target = Bindings.targets.first(where: { $0.name == name }) else {
        reader.note(
          key, "'bind' has no target '\(name)'",
          hint: NearestName.of(name, in: names).map { "did you mean '\($0)'?" }
            ?? "it has: " + names.joined(separator: ", "))
        continue
      }
      result[keyPath: target.path] = location(value, in: operation, "a location")
    }
    return result
  }

  mutating func finders(
    _ element: JSONElement, in operation: String, cases: [ProviderOperation.EffectCase]
  ) -> [ProviderOperation.Finder] {
    guard element.kind == .array else {
      reader.note(element, "'find' must be a list", hint: "for example [ { \"id\": \"path/id\" } ]")
      return []
    }
    var result: [ProviderOperation.Finder] = []
    for element in element.elements {
      for (name, key, value) in reader.entries(of: element, "a look-up") {
        guard let kind = ProviderOperation.Finder.Kind(rawValue: name) else {
          let names = ProviderOperation.Finder.Kind.allCases.map(\.rawValue)
          reader.note(
            key, "nothing is found by '\(name)'",
            hint: NearestName.of(name, in: names).map { "did you mean '\($0)'?" }
              ?? "it is one of: " + names.joined(separator: ", "))
          continue
        }
        if let location = location(value, in: operation, "a location") {
          result.append(.init(kind: kind, location: location))
        }
      }
    }
    return result
  }

  mutating func filters(
    _ element: JSONElement, in operation: String
  ) -> [ProviderOperation.Filter] {
    typealias Filter = ProviderOperation.Filter
    var result: [Filter] = []
    for (name, key, value) in reader.entries(of: element, "'where'") {
      var path = name
      var relation = Filter.Relation.equal
      for candidate in Filter.Relation.allCases where path.hasSuffix("." + candidate.rawValue) {
        relation = candidate
        path = String(path.dropLast(candidate.rawValue.count + 1))
      }
      let subject: Filter.Subject?
      switch path {
      case "status": subject = .status
      case "channel": subject = .channel
      case "recipient", "phone": subject = .recipient
      case "recipient.country", "phone.country": subject = .country
      case "created": subject = .created
      case "updated", "modified": subject = .updated
      default:
        subject =
          path.hasPrefix("kept.")
          ? rules.keptNames.firstIndex(of: String(path.dropFirst(5))).map { .kept($0) } : nil
      }
      let isTime = subject == .created || subject == .updated
      guard let subject, relation == .equal || isTime else {
        var names = [
          "status", "channel", "recipient", "recipient.country", "phone", "phone.country",
        ]
        for time in ["created", "updated"] {
          names += [time, time + ".gt", time + ".gte", time + ".lt", time + ".lte"]
        }
        names += rules.keptNames.map { "kept." + $0 }
        reader.note(
          key, "a list can't be filtered by '\(name)'",
          hint: NearestName.of(name, in: names).map { "did you mean '\($0)'?" }
            ?? "it can by: " + names.joined(separator: ", "))
        continue
      }
      if let location = location(value, in: operation, "a location") {
        result.append(Filter(subject: subject, relation: relation, location: location))
      }
    }
    return result
  }
}
