import VerifyMock

/// A file that a flag or a word of the command line names.
enum InputFile {
  /// Its bytes; a file that can't be used is a usage error.
  ///
  /// - Parameter flag: what names it, for the message; nil for a word.
  static func read(_ path: String, flag: String? = nil) throws(UsageError) -> [UInt8] {
    do throws(Files.Failure) {
      return try Files.read(path)
    } catch {
      throw UsageError((flag.map { $0 + " " } ?? "") + error.description)
    }
  }
}
