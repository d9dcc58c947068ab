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

extension HTTPRefusal {
  /// What is wrong, in one sentence for a person.
  package var text: StaticString {
    switch self {
    case .malformedMethod: "the method is not a token followed by one space"
    case .tlsHandshake: "this port speaks plain http, and a TLS handshake came"
    case .methodTooLong: "the method is longer than any that is known"
    case .requestLineTooLong: "the request line is longer than allowed"
    case .tooManyEmptyLines: "too many empty lines come before the request line"
    case .emptyTarget: "the request target is empty, or two spaces follow the method"
    case .invalidTarget: "the request target has a byte that a URI can't hold"
    case .fragmentInTarget: "the request target has a fragment, which is never sent"
    case .invalidPercentEncoding: "'%' is not followed by two hexadecimal digits"
    case .targetFormMismatch: "the form of the request target does not fit the method"
    case .unsupportedScheme: "the scheme of the request target is neither 'http' nor 'https'"
    case .invalidAuthority: "the authority of the request target is not a host with a port"
    case .missingVersion: "the request line ends without an HTTP version"
    case .malformedVersion: "the request line does not end in 'HTTP/1.1' or 'HTTP/1.0'"
    case .unsupportedVersion: "only HTTP/1.1 and HTTP/1.0 are served"
    case .bareCarriageReturn: "a carriage return is not followed by a line feed"
    case .bareLineFeed: "a line ends in a line feed without a carriage return"
    case .whitespaceBeforeFirstField: "white space comes before the first field"
    case .foldedField: "a field line is folded, which is obsolete"
    case .emptyFieldName: "a field name is empty"
    case .invalidFieldName: "a field name has a byte that a token can't hold"
    case .whitespaceBeforeColon: "white space stands between a field name and its colon"
    case .missingColon: "a field line has no colon"
    case .controlInFieldValue: "a field value has a control character"
    case .fieldSectionTooLarge: "the fields are larger than allowed"
    case .tooManyFields: "there are more fields than allowed"
    case .missingHost: "the Host field is missing"
    case .repeatedHost: "there is more than one Host field"
    case .invalidHost: "the Host field is not a host with an optional port"
    case .invalidContentLength: "Content-Length is not a decimal number"
    case .repeatedContentLength: "there is more than one Content-Length"
    case .contentLengthOverflow: "Content-Length is too large to represent"
    case .lengthAndTransferEncoding: "Content-Length and Transfer-Encoding come together"
    case .transferEncodingInOldVersion: "HTTP/1.0 has no Transfer-Encoding"
    case .malformedTransferEncoding: "Transfer-Encoding is not a list of transfer codings"
    case .chunkedNotLast: "the last transfer coding is not 'chunked'"
    case .repeatedChunked: "'chunked' is applied more than once"
    case .unknownTransferCoding: "a transfer coding other than 'chunked' is not implemented"
    case .unknownExpectation: "the only expectation that can be met is '100-continue'"
    case .bodyTooLarge: "the content is larger than allowed"
    case .invalidChunkSize: "a chunk size is not a hexadecimal number"
    case .chunkSizeOverflow: "a chunk size is too large to represent"
    case .invalidChunkExtension: "a chunk extension is malformed"
    case .chunkExtensionsTooLarge: "the chunk extensions are larger than allowed"
    case .chunkNotTerminated: "the data of a chunk is not followed by CRLF"
    case .malformedStatusLine: "the status line is malformed"
    case .truncated: "the connection closed in the middle of the message"
    case .outOfRoom: "requests that have not come whole take all the memory set apart for them"
    }
  }

  /// What is wrong and which section of the standard says so.
  package var reason: String { "\(text) (\(rule))" }

  /// The section of the standard that asks for the refusal.
  package var rule: StaticString {
    switch self {
    case .malformedMethod, .tlsHandshake, .methodTooLong, .requestLineTooLong, .missingVersion:
      "RFC 9112 section 3"
    case .tooManyEmptyLines, .bareCarriageReturn, .bareLineFeed, .whitespaceBeforeFirstField:
      "RFC 9112 section 2.2"
    case .emptyTarget, .invalidTarget, .fragmentInTarget, .targetFormMismatch:
      "RFC 9112 section 3.2"
    case .invalidPercentEncoding: "RFC 3986 section 2.1"
    case .unsupportedScheme, .invalidAuthority: "RFC 9110 section 4.2"
    case .malformedVersion: "RFC 9112 section 2.3"
    case .unsupportedVersion: "RFC 9110 section 15.6.6"
    case .foldedField: "RFC 9112 section 5.2"
    case .emptyFieldName, .invalidFieldName, .whitespaceBeforeColon, .missingColon:
      "RFC 9112 section 5.1"
    case .controlInFieldValue: "RFC 9110 section 5.5"
    case .fieldSectionTooLarge, .tooManyFields: "RFC 6585 section 5"
    case .missingHost, .repeatedHost, .invalidHost: "RFC 9112 section 3.2"
    case .invalidContentLength, .repeatedContentLength, .contentLengthOverflow:
      "RFC 9110 section 8.6"
    case .lengthAndTransferEncoding, .chunkedNotLast, .truncated: "RFC 9112 section 6.3"
    case .transferEncodingInOldVersion, .malformedTransferEncoding, .repeatedChunked,
      .unknownTransferCoding:
      "RFC 9112 section 6.1"
    case .unknownExpectation: "RFC 9110 section 10.1.1"
    case .bodyTooLarge: "RFC 9110 section 15.5.14"
    case .invalidChunkSize, .chunkSizeOverflow, .chunkNotTerminated: "RFC 9112 section 7.1"
    case .invalidChunkExtension, .chunkExtensionsTooLarge: "RFC 9112 section 7.1.1"
    case .malformedStatusLine: "RFC 9112 section 4"
    case .outOfRoom: "RFC 9110 section 15.6.4"
    }
  }
}
