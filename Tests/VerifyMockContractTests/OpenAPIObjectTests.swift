import Testing

@testable import VerifyMockContract

@Suite("The fields of OpenAPI's objects")
struct OpenAPIObjectTests {
  @Test("each kind of object with fixed fields has them")
  func fields() {
    let free: [OpenAPIObject] = [.paths, .responses, .callback, .securityRequirement, .any]
    for kind in OpenAPIObject.allCases where !free.contains(kind) {
      #expect(!kind.fieldNames.isEmpty, "\(kind)")
    }
    #expect(OpenAPIObject.any.fieldNames.isEmpty)
  }

  @Test("a field holds one object, a list or a map of a kind, or any value")
  func kinds() {
    #expect(OpenAPIObject.openapi.field("info") == .one(.info))
    #expect(OpenAPIObject.openapi.field("servers") == .list(.server))
    #expect(OpenAPIObject.response.field("headers") == .map(.header))
    #expect(OpenAPIObject.schema.field("maxLength") == .one(.any))
    #expect(OpenAPIObject.schema.field("maxlength") == nil)
    #expect(OpenAPIObject.responses.field("4XX") == .one(.response))
    #expect(OpenAPIObject.responses.field("600") == nil)
  }

  @Test("a kind that a field names is in the table as an object of its own")
  func closed() {
    let named = OpenAPIObject.allCases.flatMap { kind in
      kind.fieldNames.compactMap { name -> OpenAPIObject? in
        switch kind.field(name) {
        case .one(let other), .list(let other), .map(let other): other
        case nil: nil
        }
      }
    }
    #expect(Set(named).count == OpenAPIObject.allCases.count - 1, "all but the root are named")
  }
}
