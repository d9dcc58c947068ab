/// Why a message is not accepted; a refused message closes its connection.
package enum HTTPRefusal: Error, Sendable, Equatable, CaseIterable {
  // The request line, RFC 9112 section 3.
  case malformedMethod
  /// The first byte is that of a TLS handshake.
  case tlsHandshake
  case methodTooLong
  case requestLineTooLong
  case tooManyEmptyLines
  case emptyTarget
  case invalidTarget
  case fragmentInTarget
  case invalidPercentEncoding
  case targetFormMismatch
  case unsupportedScheme
  case invalidAuthority
  case missingVersion
  case malformedVersion
  case unsupportedVersion
  case bareCarriageReturn
  case bareLineFeed
  // Field lines, RFC 9112 section 5.
  case whitespaceBeforeFirstField
  case foldedField
  case emptyFieldName
  case invalidFieldName
  case whitespaceBeforeColon
  case missingColon
  case controlInFieldValue
  case fieldSectionTooLarge
  case tooManyFields
  // What the fields say.
  case missingHost
  case repeatedHost
  case invalidHost
  case invalidContentLength
  case repeatedContentLength
  case contentLengthOverflow
  case lengthAndTransferEncoding
  case transferEncodingInOldVersion
  case malformedTransferEncoding
  case chunkedNotLast
  case repeatedChunked
  case unknownTransferCoding
  case unknownExpectation
  case bodyTooLarge
  // Chunks, RFC 9112 section 7.1.
  case invalidChunkSize
  case chunkSizeOverflow
  case invalidChunkExtension
  case chunkExtensionsTooLarge
  case chunkNotTerminated
  // Responses only.
  case malformedStatusLine
  case truncated
  // The server, RFC 9110 section 15.6.
  /// Requests that have not come whole take all the memory that is set apart for them.
  case outOfRoom

  /// The status that answers it.
  package var status: Int {
    switch self {
    case .methodTooLong, .unknownTransferCoding: 501
    case .requestLineTooLong: 414
    case .unsupportedVersion: 505
    case .fieldSectionTooLarge, .tooManyFields: 431
    case .outOfRoom: 503
    case .bodyTooLarge, .chunkExtensionsTooLarge: 413
    case .unknownExpectation: 417
    default: 400
    }
  }
}
