import Testing
import VerifyMockJSON

@Suite("The name that a misspelt one was meant to be")
struct NearestNameTests {
  @Test(
    "is one replacement, insertion, deletion or exchange away",
    arguments: [
      ("recipiant", "recipient"), ("recipent", "recipient"), ("reecipient", "recipient"),
      ("recipeint", "recipient"), ("chanel", "channel"), ("Chan-Nel", "channel"),
    ])
  func near(_ got: String, _ meant: String) {
    #expect(NearestName.of(got, in: ["locale", "recipient", "channel"]) == meant)
  }

  @Test(
    "may be one change further away for every three characters",
    arguments: [("rcipnt", "recipient"), ("chnnl", "channel"), ("sns", "sms")])
  func further(_ got: String, _ meant: String) {
    #expect(NearestName.of(got, in: ["sms", "recipient", "channel"]) == meant)
  }

  @Test(
    "is none when all are too far away",
    arguments: ["fax", "", "recipient", "zzzzzzzzz", "rcpnt", "voc"])
  func far(_ got: String) {
    #expect(NearestName.of(got, in: ["sms", "voice", "recipient"]) == nil)
  }
}
