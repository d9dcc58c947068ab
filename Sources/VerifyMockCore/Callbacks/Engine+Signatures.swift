import VerifyMockHTTP

extension Engine {
  /// The request of a callback: its fields as query or form, and its signatures.
  mutating func signed(_ delivery: CallbackLog.Delivery) -> CallbackRequest {
    let url = CallbackURL(delivery.url)
    let isGet = delivery.method == "GET"
    var headers: [(String, String)] = []
    let account = delivery.account
    for signature in delivery.governing.provider.callbacks?.signatures ?? [] {
      let nonce = delivery.governing.provider.verification.identifiers.nonce.draw(
        from: &accounts[account].generator)
      var context = RenderContext(provider: delivery.governing.provider, now: delivery.due)
      context.accountID = accounts[account].key
      context.accountUUID = accounts[account].uuid
      context.callback = RenderContext.CallbackStrings(
        bare: url.bare(withPort: true),
        canonical: url.canonical(withPort: true, fields: delivery.fields, isGet: isGet),
        portlessBare: url.bare(withPort: false),
        portlessCanonical: url.canonical(withPort: false, fields: delivery.fields, isGet: isGet),
        nonce: nonce)
      let secret = accounts[account].secret
      let values = signature.over.map { template in
        Self.mac(signature, of: template.rendered(context), key: secret)
      }
      for name in signature.headers { headers.append((name, values.joined(separator: ","))) }
      if let name = signature.nonceHeader {
        headers.append((name, String(decoding: nonce, as: UTF8.self)))
      }
    }
    let encoded = FormCoding.encode(
      delivery.fields.map { FormPair(name: Array($0.name.utf8), value: $0.value) })
    var target = delivery.url
    if isGet {
      target += (url.query == nil ? "?" : "&") + String(decoding: encoded, as: UTF8.self)
    } else {
      headers.append(("Content-Type", "application/x-www-form-urlencoded"))
    }
    return CallbackRequest(
      delivery: delivery.number, method: delivery.method, url: target, headers: headers,
      body: isGet ? [] : encoded)
  }

  static func mac(
    _ signature: CallbackRules.Signature, of message: [UInt8], key: [UInt8]
  ) -> String {
    let digest: [UInt8]
    switch signature.mac {
    case .sha256: digest = HMAC<SHA256>.code(of: message, key: key)
    case .sha1: digest = HMAC<SHA1>.code(of: message, key: key)
    case .sha512: digest = HMAC<SHA512>.code(of: message, key: key)
    case .md5: digest = HMAC<MD5>.code(of: message, key: key)
    }
    switch signature.encoding {
    case .base64: return String(decoding: Base64.encode(digest), as: UTF8.self)
    case .hex: return String(decoding: Hex.encode(digest), as: UTF8.self)
    }
  }
}
