import VerifyMockTLS

@testable import VerifyMockNetwork

/// An authority, a server's context and trust in it, made once for all tests.
enum TestAuthority {
  static let library = Result { () throws(TLSError) in try TLSLibrary.load() }

  static let authority = Result { () throws(TLSError) in
    try CertificateAuthority.make(library.get(), name: "Of the tests", validFor: 30)
  }

  static var trust: TLSTrust {
    get throws { .pem(try authority.get().certificate) }
  }

  static func context(
    for hosts: [String] = ["localhost", "127.0.0.1", "here"],
    validity: Range<Int> = CertificateAuthority.usualValidity
  ) throws -> TLSContext {
    let identity = try authority.get().identity(for: hosts, validity: validity)
    return try TLSContext.server(library.get()) { _ in identity }
  }
}
