/// What callbacks of the library find out about one session.
final class SessionNotes {
  var serverName: String?
  var failure: TLSFailure?
  /// The host that the client wants; nil for a server.
  let host: String?

  init(host: String?) { self.host = host }

  /// Those of a session: its object holds the address under index 0, which is the application's.
  static func of(_ object: OpaquePointer?, _ library: TLSLibrary) -> SessionNotes? {
    library.ssl.data(object, 0).map { Unmanaged<SessionNotes>.fromOpaque($0).takeUnretainedValue() }
  }
}
