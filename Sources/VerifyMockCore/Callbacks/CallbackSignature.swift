import VerifyMockHTTP

extension CallbackRules.Signature {
  /// What a signature is made over and with.
  struct Material {
    let provider: Provider
    let accountID: [UInt8]
    let accountUUID: [UInt8]
    let secret: [UInt8]
    let url: String
    let fields: [(name: String, value: [UInt8])]
    let isGet: Bool
    let time: Instant
  }

  /// The signatures of a callback: one for each reading that the documents name.
  func values(of material: Material, nonce: [UInt8]) -> [String] {
    let url = CallbackURL(material.url)
    var context = RenderContext(provider: material.provider, now: material.time)
    context.accountID = material.accountID
    context.accountUUID = material.accountUUID
    context.callback = RenderContext.CallbackStrings(
      bare: url.bare(withPort: true),
      canonical: url.canonical(withPort: true, fields: material.fields, isGet: material.isGet),
      portlessBare: url.bare(withPort: false),
      portlessCanonical: url.canonical(
        withPort: false, fields: material.fields, isGet: material.isGet),
      nonce: nonce)
    return over.map { code(of: $0.rendered(context), key: material.secret) }
  }

  private func code(of message: [UInt8], key: [UInt8]) -> String {
    let digest: [UInt8]
    switch mac {
    case .sha256: digest = HMAC<SHA256>.code(of: message, key: key)
    case .sha1: digest = HMAC<SHA1>.code(of: message, key: key)
    case .sha512: digest = HMAC<SHA512>.code(of: message, key: key)
    case .md5: digest = HMAC<MD5>.code(of: message, key: key)
    }
    switch encoding {
    case .base64: return String(decoding: Base64.encode(digest), as: UTF8.self)
    case .hex: return String(decoding: Hex.encode(digest), as: UTF8.self)
    }
  }

  /// Whether a callback carries this signature, made with an account's secret.
  package func isValid(
    on request: CallbackRequest, to address: String, fields: [(name: String, value: [UInt8])],
    of provider: Provider, account: (id: String, secret: String)
  ) -> Bool {
    func header(_ name: String) -> String? {
      request.headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
    let nonce = nonceHeader.flatMap { header($0) } ?? ""
    if nonceHeader != nil, nonce.isEmpty { return false }
    let material = Material(
      provider: provider, accountID: Array(account.id.utf8), accountUUID: [],
      secret: Array(account.secret.utf8), url: address, fields: fields,
      isGet: request.method == "GET", time: Instant(nanoseconds: 0))
    let wanted = values(of: material, nonce: Array(nonce.utf8))
    // Documents name more than one reading; one that is signed is enough.
    return headers.contains { name in
      header(name)?.split(separator: ",").contains { wanted.contains(String($0)) } ?? false
    }
  }
}

extension CallbackRequest {
  /// The request of a callback: its fields as query or form, and its signatures.
  ///
  /// - Parameter generator: draws a nonce for each signature.
  init(
    _ delivery: CallbackLog.Delivery, account: Account, generator: inout SeededGenerator
  ) {
    let provider = delivery.behaviour.provider
    let isGet = delivery.method == "GET"
    let material = CallbackRules.Signature.Material(
      provider: provider, accountID: account.key, accountUUID: account.uuid,
      secret: account.secret, url: delivery.url, fields: delivery.fields, isGet: isGet,
      time: delivery.due)
    var headers: [(String, String)] = []
    for signature in provider.callbacks?.signatures ?? [] {
      let nonce = provider.verification.identifiers.nonce.draw(from: &generator)
      let value = signature.values(of: material, nonce: nonce).joined(separator: ",")
      for name in signature.headers { headers.append((name, value)) }
      if let name = signature.nonceHeader {
        headers.append((name, String(decoding: nonce, as: UTF8.self)))
      }
    }
    let encoded = FormCoding.encode(
      delivery.fields.map { FormPair(name: Array($0.name.utf8), value: $0.value) })
    var target = delivery.url
    if isGet {
      let separator = CallbackURL(delivery.url).query == nil ? "?" : "&"
      target += separator + String(decoding: encoded, as: UTF8.self)
    } else {
      headers.append(("Content-Type", "application/x-www-form-urlencoded"))
    }
    self.init(
      delivery: delivery.number, method: delivery.method, url: target, headers: headers,
      body: isGet ? [] : encoded)
  }
}
