#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A host as certificates name it: a DNS name or an address.
enum CertificateHost: Hashable, Sendable {
  case name(String)
  case address(String)

  /// Takes what stands in a URL: brackets, a zone and a final dot are not part of the name.
  ///
  /// Nil for what is neither; a name in Unicode must come as its A-labels (RFC 5890).
  init?(_ text: String) {
    var text = Substring(text)
    if text.hasPrefix("["), text.hasSuffix("]") { text = text.dropFirst().dropLast() }
    // A zone is of this machine only and in no certificate (RFC 6874).
    let bare = text.prefix { $0 != "%" }
    if CertificateHost.isAddress(String(bare)) {
      self = .address(String(bare))
      return
    }
    if text.hasSuffix(".") { text = text.dropLast() }
    guard (1...253).contains(text.utf8.count) else { return nil }
    let rest = text.hasPrefix("*.") ? text.dropFirst(2) : text
    for label in rest.split(separator: ".", omittingEmptySubsequences: false) {
      guard (1...63).contains(label.utf8.count), label.utf8.allSatisfy(CertificateHost.isAllowed)
      else { return nil }
    }
    self = .name(text.lowercased())
  }

  /// As an alternative name in `openssl.cnf`; the check above leaves nothing that could end it.
  var alternativeName: String {
    switch self {
    case .name(let name): "DNS:\(name)"
    case .address(let address): "IP:\(address)"
    }
  }

  var text: String {
    switch self {
    case .name(let text), .address(let text): text
    }
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static func isAddress(_ text: String) -> Bool {
    var bytes = in6_addr()
    return inet_pton(AF_INET, text, &bytes) == 1 || inet_pton(AF_INET6, text, &bytes) == 1
  }
}
