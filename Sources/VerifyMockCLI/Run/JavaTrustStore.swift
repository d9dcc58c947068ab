import VerifyMockHTTP

/// Certificates in the form that Java reads (JKS, version 2): it takes no PEM.
enum JavaTrustStore {
  /// All certificates of a PEM file as trusted entries.
  static func bytes(pem: [UInt8]) -> [UInt8] {
    let certificates = certificates(in: pem)
    var data: [UInt8] = []
    append(0xFEED_FEED, to: &data)
    append(2, to: &data)
    append(UInt32(certificates.count), to: &data)
    for (index, certificate) in certificates.enumerated() {
      append(2, to: &data)
      append("certificate-\(index)", to: &data)
      // When the entry was made: always the same, so that the file only changes when it must.
      append(0, to: &data)
      append(0, to: &data)
      append("X.509", to: &data)
      append(UInt32(certificate.count), to: &data)
      data += certificate
    }
    let password = "changeit".utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    return data + SHA1.hash(password + Array("Mighty Aphrodite".utf8) + data)
  }

  private static func certificates(in pem: [UInt8]) -> [[UInt8]] {
    var found: [[UInt8]] = []
    var letters: [UInt8]?
    for line in pem.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      if line.elementsEqual("-----BEGIN CERTIFICATE-----".utf8) {
        letters = []
      } else if line.elementsEqual("-----END CERTIFICATE-----".utf8) {
        if let bytes = letters.flatMap({ Base64.decode($0) }) { found.append(bytes) }
        letters = nil
      } else {
        letters?.append(contentsOf: line)
      }
    }
    return found
  }

  private static func append(_ number: UInt32, to data: inout [UInt8]) {
    for shift in [24, 16, 8, 0] as [UInt32] {
      data.append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }

  /// Text with its length in two bytes before it.
  private static func append(_ text: String, to data: inout [UInt8]) {
    data.append(UInt8(truncatingIfNeeded: text.utf8.count >> 8))
    data.append(UInt8(truncatingIfNeeded: text.utf8.count))
    data += Array(text.utf8)
  }
}
