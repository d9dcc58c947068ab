import VerifyMockHTTP

/// What is known of a request while it is answered.
struct Handling {
  let request: HTTPRequestView
  let fields: RequestFields
  /// Real time.
  let server: Instant
  let client: [UInt8]
  var exchange: Exchange
  var reply = Reply()
  var provider: Int?
  var operation: ProviderOperation?
  var governing: Governing?
  var account: Int?
  /// The account's time.
  var now: Instant
  var requestID: DrawnIdentifier?
  var effect: Effect?
  var values = RequestValues()
  /// The verification that the request is about.
  var verification: Verification?
  var number: Int?
  /// What the answer can name besides.
  var particulars = Particulars()
  /// What a scenario says to answer in place of an outcome's own answer.
  var scripted: Scenario.Step.Response?
  var outcome: Outcome?
  var allowed: [String] = []

  init(request: HTTPRequestView, server: Instant, client: [UInt8]) {
    self.request = request
    fields = RequestFields(request)
    self.server = server
    self.client = client
    now = server
    exchange = Exchange(time: server)
  }
}

/// What only some answers can name.
struct Particulars {
  var limitMax: Int?
  var limitGap: Interval?
  var limitWait: Interval?
  var page: RenderContext.Page?
  /// A number that is no longer there.
  var number: VerifiedNumber?
  var violations: [ReadViolation] = []
}

/// What a request says, read by the operation's bindings.
struct RequestValues {
  var recipient: PhoneNumber?
  var channel: Int?
  /// What the request calls its channel, where the provider's document has none of that name.
  var unknownChannel: [UInt8]?
  var code: [UInt8]?
  var isCodeNumber = false
  var codeLength: Int?
  var alphabet: CodeAlphabet?
  var lifetime: Interval?
  var message: [UInt8]?
  var callbackURL: String?
  var callbackMethod: String?
  var limits: Verification.OwnLimits?
}
