import VerifyMock

/// The file that tells others the port, written once the server listens.
enum PortFile {
  static func write(_ server: MockServer, to path: String) throws(UsageError) {
    do throws(Files.Failure) {
      try Files.write(Array("\(server.port)\n".utf8), to: path)
    } catch {
      throw UsageError("--port-file \(error)")
    }
  }
}
