import Testing

@testable import VerifyMockNetwork

@Suite("Addresses")
struct SocketAddressTests {
  @Test(
    "a literal is read and written back",
    arguments: [
      ("127.0.0.1", "127.0.0.1", true), ("127.8.9.1", "127.8.9.1", true),
      ("192.0.2.255", "192.0.2.255", false), ("0.0.0.0", "0.0.0.0", false),
      ("::1", "::1", true), ("[::1]", "::1", true), ("::", "::", false),
      ("2001:DB8::00ff", "2001:db8::ff", false), ("::ffff:127.0.0.1", "::ffff:127.0.0.1", true),
      ("::ffff:128.0.0.1", "::ffff:128.0.0.1", false),
    ])
  func reads(literal: String, host: String, isLoopback: Bool) throws {
    let address = try #require(SocketAddress(literal: literal, port: 80))
    #expect(address.host == host)
    #expect(address.isLoopback == isLoopback)
    #expect(address.authority == (host.contains(":") ? "[\(host)]:80" : "\(host):80"))
    #expect(address.with(port: 1).port == 1)
  }

  @Test(
    "what is no literal is nil",
    arguments: ["", "localhost", "127.0.0", "1.2.3.4.5", "127.0.0.1:80", "::g", "256.0.0.1"])
  func refuses(text: String) {
    #expect(SocketAddress(literal: text, port: 80) == nil)
  }
}
