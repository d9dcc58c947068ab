import Testing
import VerifyMockTLS

@Suite("Library")
struct LibraryTests {
  @Test("a missing library is one message that names it and the remedy")
  func missing() throws {
    let names = [
      TLSLibraryNames(ssl: "libnone-ssl.so.3", crypto: "libnone-crypto.so.3"),
      TLSLibraryNames(ssl: "/none/libssl.3.dylib", crypto: "/none/libcrypto.3.dylib"),
    ]
    let error = #expect(throws: TLSError.self) { try TLSLibrary(candidates: names) }
    let text = error?.description ?? ""
    #expect(text.contains("TLS needs OpenSSL 3"))
    #expect(text.contains("libnone-crypto.so.3"))
    #expect(text.contains("/none/libcrypto.3.dylib"))
    #expect(text.contains("Install it"))
    #expect(!text.contains("\n"))
  }

  @Test("a library without the functions is named by the first that it lacks")
  func lacking() throws {
    #if os(Linux)
    let names = [TLSLibraryNames(ssl: "libc.so.6", crypto: "libc.so.6")]
    #expect(throws: TLSError.functionMissing("OPENSSL_init_crypto")) {
      try TLSLibrary(candidates: names)
    }
    #endif
  }

  @Test("the second place is tried when the first has nothing")
  func secondPlace() throws {
    let names =
      [TLSLibraryNames(ssl: "libnone.so", crypto: "libnone.so")] + TLSLibraryNames.system
    #expect(try TLSLibrary(candidates: names).version.hasPrefix("OpenSSL 3"))
  }

  @Test("it is loaded once")
  func once() throws {
    #expect(try TLSLibrary.load() === TLSLibrary.load())
  }
}
