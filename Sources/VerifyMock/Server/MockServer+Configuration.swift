package import VerifyMockTLS

extension MockServer {
  /// How a server starts; the defaults suit a test.
  public struct Configuration: Sendable {
    /// Which limits refuse requests.
    public enum Limits: String, Sendable, CaseIterable {
      /// The limits that the providers' documents name.
      case documented
      /// Those that are only assumed, too.
      case all
      /// None.
      case none
    }

    /// Scenarios in force from the start, as `provider/scenario`; a later one of the same provider
    /// replaces an earlier one.
    public var scenarios: [String] = []

    /// Quirks in force from the start: other documented spellings, by name.
    public var quirks: [String] = []

    /// Folders whose documents are added to the bundled ones or replace them.
    public var folders: [String] = []

    /// The addresses to listen on; nil for 127.0.0.1 and ::1.
    public var hosts: [String]?

    /// The port to listen on; 0 for one that is free.
    public var port: Int = 0

    /// The code that every verification gets; nil for random ones.
    public var code: String?

    /// The seed of every random choice; nil for one of the moment.
    public var seed: UInt64?

    /// Whether the clock stands still until it is advanced.
    public var isClockFrozen = false

    /// Which limits refuse requests.
    public var limits = Limits.documented

    /// Whether recipients `+1 NPA 555 0110` to `0199` bring a scenario with them.
    public var hasMagicRecipients = false

    /// The only credentials that are taken, as `id:secret`; nil for all that are well formed.
    public var requiredCredentials: String?

    /// What opens the control API to other machines; nil for none.
    public var controlToken: String?

    /// Host names that the control API is known by, besides the loopback ones.
    public var allowedHosts: [String] = []

    /// Hosts that callbacks may go to, besides this machine.
    public var callbackHosts: [String] = []

    /// Hosts that requests are passed on to when the server is used as a proxy; those that the
    /// providers' documents name are answered here, and all others are refused.
    public var passedHosts: [String] = []

    /// Whether the port speaks TLS, with a certificate of ``security``.
    package var isSecure = false

    /// What clients over TLS are shown.
    package var security = ServingSecurity()

    /// Whom servers of callbacks have to prove themselves to.
    package var trust = TLSTrust.system

    /// Connections beyond these are refused with a 503.
    public var maxConnections = 10_000

    /// How many bytes requests that have not come whole may take, over all connections; the one that
    /// goes beyond it is refused with a 503. The first 16 KiB of each connection don't count.
    public var maxBufferedBytes = 64 << 20

    /// Takes the lines of the log, masked and without control characters; nil for none.
    ///
    /// Called on the server's thread, which answers nobody until it returns.
    public var log: (@Sendable (String) -> Void)?

    /// Takes what a person should know of the start, such as a document that was skipped; nil for
    /// ``log``.
    package var notice: (@Sendable (String) -> Void)?

    /// The defaults.
    public init() {}
  }
}
