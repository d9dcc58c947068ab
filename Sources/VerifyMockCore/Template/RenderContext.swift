/// What a template's placeholders can name while one answer, message or callback is written.
struct RenderContext {
  let provider: Provider
  let now: Instant
  var requestID: [UInt8] = []
  var requestOrigin: [UInt8] = []
  var requestPath: [UInt8] = []
  var accountID: [UInt8] = []
  var accountUUID: [UInt8] = []
  var verification: Verification?
  /// The position of the attempt that `attempt.…` means.
  var attempt: Int?
  var check: Verification.Check?
  var number: VerifiedNumber?
  var page: Page?
  var limitMax: Int?
  var limitGap: Interval?
  var limitWait: Interval?
  var outcomeText: [UInt8] = []
  var violations: [ReadViolation] = []
  var violation: Int?
  var callback: CallbackStrings?

  /// What a page of a list holds.
  struct Page {
    enum Items {
      case verifications([Verification])
      case numbers([VerifiedNumber])

      var isEmpty: Bool {
        switch self {
        case .verifications(let items): items.isEmpty
        case .numbers(let items): items.isEmpty
        }
      }
    }

    var items: Items
    var limit: Int
    var offset: Int
    var total: Int
    var next: [UInt8]?
    var previous: [UInt8]?
  }

  struct CallbackStrings {
    var bare: [UInt8]
    var canonical: [UInt8]
    var portlessBare: [UInt8]
    var portlessCanonical: [UInt8]
    var nonce: [UInt8]
  }
}

/// One thing that is wrong with a request, in the words that answers use.
package struct ReadViolation: Sendable, Equatable {
  /// `body`, `query`, `path` or `header`, then names and positions.
  package let path: [String]
  /// `missing`, `type`, `value` or `unreadable`.
  package let kind: String
  package let text: String

  package init(path: [String], kind: String, text: String) {
    self.path = path
    self.kind = kind
    self.text = text
  }
}
