import VerifyMockHTTP

/// What a template's placeholders can name while one answer, message or callback is written.
struct RenderContext {
  let provider: Provider
  let now: Instant
  var requestID: DrawnIdentifier?
  /// Path and host of the request that is answered.
  var path: Bytes?
  var host: Bytes?
  /// Whether the request came over TLS.
  var isSecure = false
  var accountID: [UInt8] = []
  var accountUUID: [UInt8] = []
  var verification: Verification?
  /// The attempt that `attempt.…` means.
  var attempt: HeldAttempt?
  /// The position of the check that `check.…` means.
  var check: Int?
  var number: VerifiedNumber?
  var page: Page?
  var limitMax: Int?
  var limitGap: Interval?
  var limitWait: Interval?
  var outcomeText: [UInt8] = []
  /// The status of the answer.
  var outcomeStatus = 0
  var violations: [ReadViolation] = []
  var violation: Int?
  var callback: CallbackStrings?

  /// An attempt as an object, so that its terms, of which many follow each other, copy nothing.
  final class HeldAttempt {
    let value: Verification.Attempt

    init(_ value: consuming Verification.Attempt) {
      self.value = value
    }
  }

  /// What a page of a list holds.
  final class Page {
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

    init(
      items: Items, limit: Int, offset: Int, total: Int, next: [UInt8]? = nil,
      previous: [UInt8]? = nil
    ) {
      self.items = items
      self.limit = limit
      self.offset = offset
      self.total = total
      self.next = next
      self.previous = previous
    }
  }

  final class CallbackStrings {
    let bare: [UInt8]
    let canonical: [UInt8]
    let portlessBare: [UInt8]
    let portlessCanonical: [UInt8]
    let nonce: [UInt8]

    init(
      bare: [UInt8], canonical: [UInt8], portlessBare: [UInt8], portlessCanonical: [UInt8],
      nonce: [UInt8]
    ) {
      self.bare = bare
      self.canonical = canonical
      self.portlessBare = portlessBare
      self.portlessCanonical = portlessCanonical
      self.nonce = nonce
    }
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
