import VerifyMockHTTP

extension CallbackRules.Signature {
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
    let url = CallbackURL(address)
    let isGet = request.method == "GET"
    var context = RenderContext(provider: provider, now: Instant(nanoseconds: 0))
    context.accountID = Array(account.id.utf8)
    context.callback = RenderContext.CallbackStrings(
      bare: url.bare(withPort: true),
      canonical: url.canonical(withPort: true, fields: fields, isGet: isGet),
      portlessBare: url.bare(withPort: false),
      portlessCanonical: url.canonical(withPort: false, fields: fields, isGet: isGet),
      nonce: Array(nonce.utf8))
    let wanted = over.map { template in
      Engine.mac(self, of: template.rendered(context), key: Array(account.secret.utf8))
    }
    // Documents name more than one reading; one that is signed is enough.
    return headers.contains { name in
      header(name)?.split(separator: ",").contains { wanted.contains(String($0)) } ?? false
    }
  }
}
