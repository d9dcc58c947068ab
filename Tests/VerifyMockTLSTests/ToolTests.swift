import Foundation
import Testing
import VerifyMockTLS

@Suite("Other implementations")
struct ToolTests {
  private func server() throws -> LocalServer {
    let identity = try Authorities.identity.get()
    return try LocalServer(TLSContext.server(Authorities.library.get()) { _ in identity })
  }

  private func roots(_ folder: TemporaryFolder) throws -> String {
    try folder.write(Authorities.ours.get().certificate, "roots.pem")
  }

  @Test(
    "openssl accepts the authority and what it signs, strictly",
    .enabled(if: Tool.isHere("openssl"), "there is no 'openssl' here"))
  func verifies() throws {
    let openssl = try #require(Tool("openssl"))
    let folder = try TemporaryFolder()
    let leaf = try folder.write(Authorities.identity.get().certificates, "leaf.pem")
    let strict = ["verify", "-x509_strict", "-check_ss_sig", "-CAfile", try roots(folder)]
    for name in [["-verify_hostname", "a.test.example"], ["-verify_ip", "::1"]] {
      let (code, text) = try openssl.run(
        strict + name + ["-purpose", "sslserver", "-no-CApath", leaf])
      #expect(code == 0, "\(text)")
    }
    let wrong = try openssl.run(strict + ["-verify_hostname", "other.example", leaf])
    #expect(wrong.code != 0)
  }

  @Test(
    "the certificates say what strict clients look for",
    .enabled(if: Tool.isHere("openssl"), "there is no 'openssl' here"))
  func extensions() throws {
    let openssl = try #require(Tool("openssl"))
    let folder = try TemporaryFolder()
    let leaf = try folder.write(Authorities.identity.get().certificates, "leaf.pem")
    let text = try openssl.run(["x509", "-noout", "-text", "-in", leaf]).text
    for part in [
      "Version: 3", "prime256v1", "CA:FALSE", "Digital Signature", "TLS Web Server Authentication",
      "X509v3 Subject Key Identifier", "X509v3 Authority Key Identifier", "DNS:localhost",
      "DNS:*.test.example", "IP Address:127.0.0.1", "IP Address:0:0:0:0:0:0:0:1",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    let authority = try openssl.run(["x509", "-noout", "-text", "-in", roots(folder)]).text
    for part in [
      "X509v3 Basic Constraints: critical", "CA:TRUE, pathlen:0", "Certificate Sign, CRL Sign",
      "X509v3 Subject Key Identifier", "X509v3 Authority Key Identifier",
    ] {
      #expect(authority.contains(part), "\(part)")
    }
    let printed = try openssl.run(
      ["x509", "-noout", "-fingerprint", "-sha256", "-in", roots(folder)]
    ).text
    #expect(printed.contains(try Authorities.ours.get().fingerprint))
  }

  @Test(
    "openssl's client is served by each version from 1.2 on",
    .enabled(if: Tool.isHere("openssl"), "there is no 'openssl' here"),
    arguments: ["-tls1_2", "-tls1_3"])
  func serves(version: String) throws {
    let openssl = try #require(Tool("openssl"))
    let folder = try TemporaryFolder()
    let server = try server()
    let (_, text) = try openssl.run(
      [
        "s_client", "-connect", "127.0.0.1:\(server.port)", "-servername", "localhost",
        "-CAfile", try roots(folder), "-verify_return_error", "-verify_hostname", "localhost",
        "-alpn", "h2,http/1.1", "-ign_eof", version,
      ], input: "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(text.contains("Verify return code: 0 (ok)"), "\(text)")
    #expect(text.contains("ALPN protocol: http/1.1"))
    #expect(text.contains("hello"))
  }

  @Test(
    "openssl's client is refused with TLS 1.1, and when it wants nothing but HTTP/2",
    .enabled(if: Tool.isHere("openssl"), "there is no 'openssl' here"),
    arguments: [
      (["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"], "protocol version"),
      (["-alpn", "h2"], "no application protocol"),
    ])
  func refuses(arguments: [String], text expected: String) throws {
    let openssl = try #require(Tool("openssl"))
    let server = try server()
    let (code, text) = try openssl.run(
      ["s_client", "-connect", "127.0.0.1:\(server.port)"] + arguments)
    #expect(code != 0)
    #expect(text.contains(expected), "\(text)")
  }

  @Test(
    "curl verifies and is served", .enabled(if: Tool.isHere("curl"), "there is no 'curl' here"))
  func curl() throws {
    let curl = try #require(Tool("curl"))
    let folder = try TemporaryFolder()
    let server = try server()
    for host in ["localhost", "127.0.0.1"] {
      let (code, text) = try curl.run(
        ["-sS", "-4", "--cacert", try roots(folder), "https://\(host):\(server.port)/"])
      #expect(code == 0, "\(text)")
      #expect(text == "hello")
    }
    let distrustful = try curl.run(["-sS", "-4", "https://localhost:\(server.port)/"])
    #expect(distrustful.code == 60)
  }

  @Test(
    "Python verifies as strictly as it can and is served",
    .enabled(if: Tool.isHere("python3"), "there is no 'python3' here"))
  func python() throws {
    let python = try #require(Tool("python3"))
    let folder = try TemporaryFolder()
    let server = try server()
    let script = """
      import ssl, urllib.request
      context = ssl.create_default_context(cafile='\(try roots(folder))')
      context.verify_flags |= ssl.VERIFY_X509_STRICT
      url = 'https://127.0.0.1:\(server.port)/'
      print(urllib.request.urlopen(url, context=context, timeout=20).read())
      """
    let (code, text) = try python.run(["-c", script])
    #expect(code == 0, "\(text)")
    #expect(text.contains("b'hello'"))
  }

  @Test(
    "Node verifies and is served", .enabled(if: Tool.isHere("node"), "there is no 'node' here"))
  func node() throws {
    let node = try #require(Tool("node"))
    let folder = try TemporaryFolder()
    let server = try server()
    let script = """
      const ca = require('fs').readFileSync('\(try roots(folder))');
      const options = { host: '127.0.0.1', servername: 'localhost', port: \(server.port), ca };
      require('https').get(options, r => r.on('data', d => console.log(String(d))));
      """
    let (code, text) = try node.run(["-e", script])
    #expect(code == 0, "\(text)")
    #expect(text.contains("hello"))
  }
}
