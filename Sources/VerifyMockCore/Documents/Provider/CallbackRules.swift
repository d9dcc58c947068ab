/// When and how a provider calls back.
package struct CallbackRules: Sendable {
  package enum Event: String, Sendable, CaseIterable {
    /// A delivery reached its next stage.
    case attempt
    case approved
    case expired
    case failed
    case canceled
  }

  package let events: Set<Event>
  /// How long after each failed try the next one follows.
  package let retries: [Interval]
  package let fields: [(name: String, value: Template)]
  package let signatures: [Signature]
  /// The method when the request names none.
  package let method: String

  package struct Signature: Sendable {
    package enum MAC: String, Sendable, CaseIterable {
      case sha256 = "hmac-sha256"
      case sha1 = "hmac-sha1"
      case sha512 = "hmac-sha512"
      case md5 = "hmac-md5"
    }
    package enum Encoding: String, Sendable, CaseIterable { case base64, hex }

    package let name: String
    package let headers: [String]
    package let nonceHeader: String?
    package let over: [Template]
    package let mac: MAC
    package let encoding: Encoding
  }
}
