import VerifyMockJSON

/// What exists in every account from its start.
package struct Given: Sendable {
  package struct Verification: Sendable {
    package let recipient: PhoneNumber
    package let id: [UInt8]?
    package let channel: String?
    package let code: [UInt8]?
    package let status: VerificationStatus
    package let delivery: DeliveryCourse
    /// How long before the account's first request it was created.
    package let age: Interval
    package let kept: [(kept: Int, json: [UInt8])]
  }

  package struct Number: Sendable {
    package let phone: PhoneNumber
    package let age: Interval
    package let kept: [(kept: Int, json: [UInt8])]
  }

  package var verifications: [Verification] = []
  package var numbers: [Number] = []
}

/// Reads `given` of a provider or a scenario.
struct GivenReader {
  let keptNames: [String]
  let channels: [String]

  func read(_ owner: DocumentObject) -> Given {
    guard let given = owner.object("given", keys: ["verifications", "numbers"]) else {
      return Given()
    }
    return Given(
      verifications: given.list("verifications").compactMap { verification($0, given.reader) },
      numbers: given.list("numbers").compactMap { number($0, given.reader) })
  }

  /// - Parameter otherKeys: keys that may stand there too and are read elsewhere.
  func verification(
    _ element: JSONElement, _ reader: DocumentReader, otherKeys: [String] = []
  ) -> Given.Verification? {
    let keys = ["recipient", "id", "channel", "code", "status", "delivery", "age", "keep"]
    guard
      let fields = reader.object(element, "a given verification", keys: keys + otherKeys),
      let recipient = fields.required("recipient", .phone)
    else { return nil }
    return Given.Verification(
      recipient: recipient, id: fields.value("id", .bytes),
      channel: fields.value("channel", .word(among: channels.map { ($0, $0) })),
      code: fields.value("code", .bytes),
      status: fields.value("status", .word) ?? .pending,
      delivery: fields.value("delivery", .word) ?? .delivered,
      age: fields.value("age", .duration) ?? .zero, kept: kept(fields))
  }

  private func number(_ element: JSONElement, _ reader: DocumentReader) -> Given.Number? {
    guard let fields = reader.object(element, "a given number", keys: ["phone", "age", "keep"]),
      let phone = fields.required("phone", .phone)
    else { return nil }
    return Given.Number(
      phone: phone, age: fields.value("age", .duration) ?? .zero, kept: kept(fields))
  }

  private func kept(_ fields: DocumentObject) -> [(kept: Int, json: [UInt8])] {
    fields.entries("keep").compactMap { name, key, value in
      if let kept = keptNames.firstIndex(of: name) { return (kept, Array(value.rawText.utf8)) }
      fields.reader.note(key, .unknownName(UnknownName("kept value", name, known: keptNames)))
      return nil
    }
  }
}
