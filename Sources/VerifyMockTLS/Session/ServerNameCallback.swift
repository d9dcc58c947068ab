/// What chooses the certificate of a server, when the client's greeting has come.
enum ServerNameCallback {
  typealias Function =
    @convention(c) (OpaquePointer?, UnsafeMutablePointer<Int32>?, UnsafeMutableRawPointer?) -> Int32

  /// Called whether the client sends a name or not; the argument is the `ServerIdentities`.
  static let choose: Function = { object, alert, argument in
    guard let argument, let object else { return OpenSSL.callbackFatal }
    let identities = Unmanaged<ServerIdentities>.fromOpaque(argument).takeUnretainedValue()
    let library = identities.library
    let notes = SessionNotes.of(object, library)
    let name = library.ssl.serverName(object, 0).map { String(cString: $0).lowercased() }
    notes?.serverName = name
    if let failure = identities.apply(name, to: object) {
      notes?.failure = failure
      if case .noIdentity = failure {
        alert?.pointee = OpenSSL.alertUnrecognizedName
      } else {
        alert?.pointee = OpenSSL.alertInternalError
      }
      return OpenSSL.callbackFatal
    }
    return OpenSSL.callbackOK
  }
}
