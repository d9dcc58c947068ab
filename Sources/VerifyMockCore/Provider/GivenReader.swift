import VerifyMockJSON

/// Reads `given` of a provider or a scenario.
struct GivenReader {
  let keptNames: [String]
  let channels: [String]
  let rules: VerificationRules

  func read(_ element: JSONElement, into given: inout Given, reader: inout DocumentReader) {
    guard
      let fields = reader.fields(of: element, "'given'", keys: ["verifications", "numbers"])
    else { return }
    for element in fields["verifications"]?.elements ?? [] {
      if let one = verification(element, reader: &reader) { given.verifications.append(one) }
    }
    for element in fields["numbers"]?.elements ?? [] {
      if let one = number(element, reader: &reader) { given.numbers.append(one) }
    }
  }

  func verification(
    _ element: JSONElement, reader: inout DocumentReader, alsoKnown: [String] = []
  ) -> Given.Verification? {
    let keys =
      ["recipient", "id", "channel", "code", "status", "delivery", "age", "keep"] + alsoKnown
    guard let fields = reader.fields(of: element, "a given verification", keys: keys),
      let recipient = phone(reader.required("recipient", of: fields), reader: &reader)
    else { return nil }
    let statuses = VerificationStatus.allCases.map { ($0.name, $0) }
    return Given.Verification(
      recipient: recipient,
      id: fields["id"].flatMap { reader.string($0, "'id'") }.map { Array($0.utf8) },
      channel: fields["channel"].flatMap {
        reader.word($0, "the channel", among: channels.map { ($0, $0) })
      },
      code: fields["code"].flatMap { reader.string($0, "'code'") }.map { Array($0.utf8) },
      status: fields["status"].flatMap { reader.word($0, "the status", among: statuses) }
        ?? .pending,
      delivery: fields["delivery"].flatMap {
        reader.word(
          $0, "the delivery", among: DeliveryCourse.allCases.map { ($0.rawValue, $0) })
      } ?? .delivered,
      age: fields["age"].flatMap { reader.interval($0, "'age'") } ?? .zero,
      kept: fields["keep"].map { kept($0, reader: &reader) } ?? [])
  }

  private func number(_ element: JSONElement, reader: inout DocumentReader) -> Given.Number? {
    guard
      let fields = reader.fields(of: element, "a given number", keys: ["phone", "age", "keep"]),
      let phone = phone(reader.required("phone", of: fields), reader: &reader)
    else { return nil }
    return Given.Number(
      phone: phone, age: fields["age"].flatMap { reader.interval($0, "'age'") } ?? .zero,
      kept: fields["keep"].map { kept($0, reader: &reader) } ?? [])
  }

  private func phone(_ element: JSONElement?, reader: inout DocumentReader) -> PhoneNumber? {
    guard let element, let text = reader.string(element, "a telephone number") else { return nil }
    if let phone = PhoneNumber(text) { return phone }
    reader.note(
      element, "'\(text)' is not a telephone number", hint: "for example \"+14155550100\"")
    return nil
  }

  private func kept(
    _ element: JSONElement, reader: inout DocumentReader
  ) -> [(kept: Int, json: [UInt8])] {
    reader.entries(of: element, "'keep'").compactMap { name, key, value in
      guard let kept = keptNames.firstIndex(of: name) else {
        reader.note(
          key, "'\(name)' is not among what 'verification.keep' lists",
          hint: NearestName.of(name, in: keptNames).map { "did you mean '\($0)'?" })
        return nil
      }
      return (kept, Array(value.rawText.utf8))
    }
  }
}
