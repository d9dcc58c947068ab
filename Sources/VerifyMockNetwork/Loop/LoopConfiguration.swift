package import VerifyMockHTTP
package import VerifyMockTLS

/// How a loop listens and what it puts up with.
package struct LoopConfiguration: Sendable {
  /// Address literals, or "localhost"; nil is 127.0.0.1 and, where there is one, ::1.
  package var hosts: [String]?
  /// One port for all addresses; 0 is one that is free.
  package var port: UInt16
  /// What connections speak TLS with; nil for plain TCP.
  package var security: TLSContext?
  package var limits = HTTPLimits()
  package var deadlines = ConnectionDeadlines()
  /// Connections beyond these get a 503.
  package var maxConnections = 10_000
  /// What requests that have not come whole may take in bytes, over all connections; the first 16 KiB
  /// of each don't count. The request that goes beyond it gets a 503.
  package var maxBufferedBytes = 64 << 20
  /// How long answers that are under way have when the loop stops.
  package var gracePeriod = Duration.seconds(1)
  package var backend = PollBackend.best
  /// The size of the loop's stack in bytes; memory is taken when it is used.
  ///
  /// A schema that refers to itself, applied to a body that nests 512 deep, takes three megabytes
  /// in a debug build.
  package var stackSize = 4 << 20

  package init(hosts: [String]? = nil, port: UInt16 = 0) {
    self.hosts = hosts
    self.port = port
  }
}

/// How long a client may take.
package struct ConnectionDeadlines: Sendable {
  /// From the first byte of a request to the end of its fields.
  package var head = Duration.seconds(10)
  /// For all of a request's content.
  package var body = Duration.seconds(30)
  /// Between requests.
  package var idle = Duration.seconds(75)
  /// Without taking a byte of what is to be sent.
  package var write = Duration.seconds(30)
  /// To close its side once the last answer is sent.
  package var linger = Duration.seconds(5)

  package init() {}
}
