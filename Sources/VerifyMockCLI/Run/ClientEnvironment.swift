import VerifyMock

/// The variables that send an unmodified program's requests to the mock.
struct ClientEnvironment {
  /// Files that make programs trust the authority.
  struct Trust: Sendable {
    /// The authority alone, in PEM.
    let certificate: String
    /// The authority and the system's, in PEM.
    let bundle: String
    /// The same in Java's form.
    let trustStore: String
  }

  /// Variables that make programs trust the authority; each serves some of them.
  static func variables(trusting trust: Trust) -> [(name: String, value: String)] {
    [
      ("SSL_CERT_FILE", trust.bundle), ("REQUESTS_CA_BUNDLE", trust.bundle),
      ("CURL_CA_BUNDLE", trust.bundle), ("NODE_EXTRA_CA_CERTS", trust.certificate),
      ("URLSessionCertificateAuthorityInfoFile", trust.bundle),
    ]
  }

  /// Variables that send requests through the proxy at `url`, except those to this machine.
  static func variables(proxy url: String) -> [(name: String, value: String)] {
    let excepted = "localhost,127.0.0.1,::1"
    return [
      ("HTTPS_PROXY", url), ("https_proxy", url), ("HTTP_PROXY", url), ("http_proxy", url),
      ("NO_PROXY", excepted), ("no_proxy", excepted), ("NODE_USE_ENV_PROXY", "1"),
    ]
  }

  /// The same for Java, which reads this variable only; it is appended to the present value.
  static func javaOptions(
    proxy: (host: String, port: Int)?, trusting trust: Trust?, behind present: String?
  ) -> String {
    var options = present.map { [$0] } ?? []
    if let proxy {
      for scheme in ["http", "https"] {
        options.append("-D\(scheme).proxyHost=\(proxy.host)")
        options.append("-D\(scheme).proxyPort=\(proxy.port)")
      }
      options.append("-Dhttp.nonProxyHosts=localhost|127.*|[::1]")
    }
    if let trust {
      options.append("-Djavax.net.ssl.trustStore=\(trust.trustStore)")
      options.append("-Djavax.net.ssl.trustStoreType=JKS")
    }
    return options.filter { !$0.isEmpty }.joined(separator: " ")
  }
}

extension ServingSecurity {
  /// The files that make programs trust the authority, written if they are not there.
  func trust() throws(MockServerError) -> ClientEnvironment.Trust {
    _ = try authority()
    do throws(AuthorityStoreError) {
      let store = try store()
      let bundle = try store.bundlePath()
      return ClientEnvironment.Trust(
        certificate: store.certificatePath, bundle: bundle,
        trustStore: try store.trustStorePath(bundle: bundle))
    } catch {
      throw MockServerError(error.description)
    }
  }
}
