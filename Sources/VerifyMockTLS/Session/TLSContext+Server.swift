extension TLSContext {
  /// A context of servers.
  ///
  /// `identity` is asked for the name that the client sends, in lower case, or nil when it sends
  /// none, on the thread that pumps the session. Answering nil refuses the client with alert 112.
  /// What it answers is read once for as long as it answers the same for a name.
  package static func server(
    _ library: TLSLibrary, identity: @escaping @Sendable (_ serverName: String?) -> TLSIdentity?
  ) throws(TLSError) -> TLSContext {
    let identities = ServerIdentities(library, identity: identity)
    let context = TLSContext(library, try make(library), identities)
    let ssl = library.ssl
    _ = ssl.contextCallback(
      context.object, OpenSSL.controlServerNameCallback, ServerNameCallback.choose)
    _ = ssl.contextControl(
      context.object, OpenSSL.controlServerNameArgument, 0,
      Unmanaged.passUnretained(identities).toOpaque())
    ssl.contextProtocolCallback(context.object, ProtocolCallback.choose, nil)
    return context
  }

  /// A session that waits for a client's greeting.
  package func serverSession() throws(TLSError) -> TLSSession {
    let session = try TLSSession(self, host: nil)
    library.ssl.setAccepting(session.object)
    return session
  }
}
