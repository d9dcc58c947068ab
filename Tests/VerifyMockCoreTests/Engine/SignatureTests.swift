import Foundation
import Testing
import VerifyMockHTTP
import VerifyMockJSON

@testable import VerifyMockCore

@Suite("Signatures of callbacks")
struct SignatureTests {
  private static let vectors: [JSONElement] = {
    let file = Repository.root.appendingPathComponent("Fixtures/plivo-verify/signatures.json")
    let document = (try? Data(contentsOf: file)).flatMap { try? JSONDocument([UInt8]($0)) }
    return document?.root["vectors"]?.elements ?? []
  }()

  @Test("Every vector that the official clients compute is reproduced")
  func vectors() throws {
    #expect(Self.vectors.count >= 20)
    let catalogue = try Repository.catalogue.get()
    let provider = try #require(catalogue.providers.first { $0.id == "plivo-verify" })
    for vector in Self.vectors {
      let name = try #require(vector["scheme"]?.string)
      let signature = try #require(
        provider.callbacks?.signatures.first { $0.name == name })
      let url = CallbackURL(try #require(vector["url"]?.string))
      let fields = (vector["fields"]?.members ?? []).map {
        (name: $0.key.string ?? "", value: Array(($0.value.string ?? "").utf8))
      }
      let isGet = vector["method"]?.string == "GET"
      let isPortless = vector["portless"]?.bool == true
      let nonce = Array((vector["nonce"]?.string ?? "").utf8)
      var context = RenderContext(provider: provider, now: Instant(nanoseconds: 0))
      context.callback = RenderContext.CallbackStrings(
        bare: url.bare(withPort: !isPortless),
        canonical: url.canonical(withPort: true, fields: fields, isGet: isGet),
        portlessBare: url.bare(withPort: false),
        portlessCanonical: url.canonical(withPort: false, fields: fields, isGet: isGet),
        nonce: nonce)
      let over = isPortless && name == "v3" ? 1 : 0
      let message = signature.over[over].rendered(context)
      let code = HMAC<SHA256>.code(
        of: message, key: Array((vector["secret"]?.string ?? "").utf8))
      #expect(
        String(decoding: Base64.encode(code), as: UTF8.self) == vector["signature"]?.string,
        "\(vector.rawText)")
    }
  }
}
