/// Where one pair of libraries is looked for.
package struct TLSLibraryNames: Sendable {
  package let ssl: String
  package let crypto: String

  package init(ssl: String, crypto: String) {
    self.ssl = ssl
    self.crypto = crypto
  }

  /// The places of this system, the likeliest first.
  ///
  /// On Apple's systems full paths only: loading `libssl.dylib` by its bare name ends the process
  /// with "loading libcrypto in an unsafe way".
  package static var system: [TLSLibraryNames] {
    #if canImport(Darwin)
    [
      "/opt/homebrew/opt/openssl@3/lib", "/usr/local/opt/openssl@3/lib",
      "/opt/local/libexec/openssl3/lib",
    ].map {
      TLSLibraryNames(ssl: $0 + "/libssl.3.dylib", crypto: $0 + "/libcrypto.3.dylib")
    }
    #else
    [TLSLibraryNames(ssl: "libssl.so.3", crypto: "libcrypto.so.3")]
    #endif
  }
}
