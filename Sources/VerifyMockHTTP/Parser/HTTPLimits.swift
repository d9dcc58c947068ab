/// How large a message may be before it is refused; every count is in bytes unless it says otherwise.
package struct HTTPLimits: Sendable, Equatable {
  /// The request line without its line end; longer is 414, or 501 when the method alone fills it.
  package var requestLine = 8 * 1024
  /// All field lines of a head, and those of a trailer section; more is 431.
  package var fieldSection = 32 * 1024
  /// Field lines in a section; more is 431.
  package var fieldCount = 100
  /// The content, decoded; more is 413, said before it is read.
  package var body = 1024 * 1024
  /// All chunk extensions of one message; more is 413.
  package var chunkExtensions = 4 * 1024
  /// Empty lines ignored before a request line (RFC 9112 section 2.2: at least one).
  package var leadingEmptyLines = 4

  package init() {}
}
