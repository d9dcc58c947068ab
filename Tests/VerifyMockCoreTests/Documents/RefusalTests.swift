import Testing
import VerifyMockCore
import VerifyMockJSON

/// Each row changes one value of a provider's or a scenario's document, as a quirk does, and names
/// the place and the sentence of the refusal.
@Suite("Documents that are refused")
struct RefusalTests {
  struct Change: Sendable, CustomTestStringConvertible {
    let pointer: String
    let value: String
    let refusal: String

    init(_ pointer: String, _ value: String, _ refusal: String) {
      self.pointer = pointer
      self.value = value
      self.refusal = refusal
    }

    var testDescription: String { "\(pointer): \(value)" }
  }

  /// What is wrong with a document after a change; places in the change are `change:1:column`.
  private static func errors(
    of provider: Provider, after change: Change
  ) throws -> [DocumentError] {
    let patch = try SourceText(
      SourceFile(name: "change", text: "{\"\(change.pointer)\":\(change.value)}"))
    let (pointer, value) = try #require(patch.root.members.first)
    do {
      let text = try provider.source.patched(at: pointer, with: value, of: patch)
      _ = try ProviderLoader.load(text, contract: provider.contract)
    } catch let error as DocumentErrors {
      return error.errors
    } catch let error as DocumentError {
      return [error]
    }
    return []
  }

  static let providerChanges: [Change] = [
    Change("/titel", "1", "change:1:2: a provider has no key 'titel'; did you mean 'title'?"),
    Change("/title", "1", "change:1:11: 'title' must be a string, not 1"),
    Change("/credentials", "[]", "change:1:17: 'credentials' must not be empty"),
    Change(
      "/credentials/0/scheme", #""basik""#,
      "change:1:26: 'scheme' can't be 'basik'; did you mean 'basic'?"),
    Change(
      "/credentials/0/secret", "[]",
      #"nasty-otp/provider.json:8:20: credentials in arguments need the place of the secret; "#
        + #"for example "secret": "argument/api_secret""#
    ),
    Change(
      "/credentials/0/scheme", #""bearer""#,
      "nasty-otp/provider.json:8:45: a 'bearer' credential has no key 'account'; "
        + "it can have: scheme, equals, claim"
    ),
    Change(
      "/credentials/0", #"{ "scheme": "header", "pattern": "App" }"#,
      "change:1:52: 'App' is no pattern of credentials; literal text around {account} and at most "
        + "one other name, such as \"App {account}\" or \"Key {account}:{signature}\""
    ),
    Change(
      "/credentials/0", #"{ "account": "argument/api_key" }"#,
      "change:1:19: credentials need a 'scheme'; one of basic, bearer, header, arguments"),
    Change(
      "/verification/values", #"{ "done": { "else": true } }"#,
      "change:1:35: the value 'done' must have one of 'status', 'channel' and 'verdict'; "
        + #"for example { "status": { "approved": true }, "else": false }"#),
    Change(
      "/verification/values", #"{ "done": { "status": { "aproved": true } } }"#,
      "change:1:49: there is no status 'aproved'; did you mean 'approved'?"),
    Change(
      "/outcomes/unauthorized/values", #"{ "text": 1 }"#,
      "change:1:44: 'text' is what every outcome has; choose another name"),
    Change(
      "/outcomes/unauthorized/body", #"{ "x": "{{outcome.cod}}" }"#,
      "change:1:39: there is no placeholder 'outcome.cod'; did you mean 'outcome.text'?"),
    Change(
      "/verification/code/length", "0",
      "change:1:30: 'length' must be a whole number from 1 to 32, not 0"),
    Change(
      "/verification/code/alphabet", #""digit""#,
      "change:1:32: 'alphabet' can't be 'digit'; did you mean 'digits'?"),
    Change(
      "/verification/lifetime", #""5 minutes""#,
      #"change:1:27: 'lifetime' must be a duration, not "5 minutes"; for example "200ms", "#
        + #""90s", "11m", "2h" or "1d""#
    ),
    Change(
      "/verification/again", #""maybe""#,
      "change:1:24: 'again' can't be 'maybe'; it is one of: join, new, refuse"),
    Change(
      "/verification/scope", #""kept.nothing""#,
      "change:1:24: 'scope' can't be 'kept.nothing'; it is one of: channel"),
    Change(
      "/verification/limits/checks", #"{"value":"3"}"#,
      #"change:1:41: 'value' must be a whole number from 1 to 1000000, not "3""#),
    Change(
      "/verification/limits/checks", #"{"certainty":"assumed"}"#,
      "change:1:32: 'checks' needs 'value'"),
    Change(
      "/verification/limits/requests", #""20 a minute""#,
      #"change:1:34: 'requests' must be a count and a duration, not "20 a minute"; for "#
        + #"example "20/1m""#
    ),
    Change(
      "/verification/words/status/pendng", #""x""#,
      "change:1:2: there is no status 'pendng'; did you mean 'pending'?"),
    Change(
      "/verification/words/states", "{}",
      "change:1:2: 'words' has no key 'states'; did you mean 'status'?"),
    Change(
      "/verification/identifiers/check", #""{hex}""#,
      #"change:1:36: 'check' must be an identifier's pattern, not "{hex}"; for example "#
        + #""{uuid}", "AB{hex:32}" or "{digits:12}""#
    ),
    Change(
      "/verification/keep", #"{"app":"body/app"}"#,
      "change:1:30: no operation's contract has 'body/app'"),
    Change("/channels", "{}", "change:1:14: a provider needs a channel"),
    Change(
      "/channels/txt/message", #"{"$remove":true}"#,
      "nasty-otp/provider.json:18:12: the channel 'txt' needs 'message'"),
    Change("/channels/txt/failed", "[]", "change:1:25: the course 'failed' must not be empty"),
    Change(
      "/channels/txt/failed",
      #"[{"status":"a","after":"2s"},{"status":"b","after":"1s"}]"#,
      "change:1:76: a stage can't come before the one above it"),
    Change(
      "/prices", #"{"txt":"0,05"}"#,
      #"change:1:19: the price 'txt' must be a decimal number, not "0,05"; for example "0.0500""#),
    Change(
      "/prices", #"{"text":"0.05"}"#,
      "change:1:20: there is no channel 'text'; did you mean 'txt'?"),
    Change(
      "/operations/otpPots", #"{"effect":"send"}"#,
      "change:1:2: the contract has no operation 'otpPots'; did you mean 'otpPost'?"),
    Change(
      "/operations/otpGet", #"{"like":"otpPut"}"#,
      "change:1:31: there is no operation 'otpPut'; did you mean 'otpPost'?"),
    Change(
      "/operations/otpGet", #"{"like":"otpGet"}"#, "change:1:31: 'like' goes round in a circle"),
    Change(
      "/operations/statePost/effect", #""gett""#,
      "change:1:33: 'effect' can't be 'gett'; did you mean 'get'?"),
    Change(
      "/operations/statePost/effect", #"{"$remove":true}"#,
      "nasty-otp/provider.json:42:5: 'statePost' needs an 'effect' or 'cases'"),
    Change(
      "/operations/statePost/find", #"{"id":"argument/ref"}"#,
      "change:1:31: 'find' must be a list, not object"),
    Change(
      "/operations/statePost/find", #"[{"name":"argument/ref"}]"#,
      "change:1:33: a look-up has no key 'name'; it can have: id, recipient, number"),
    Change(
      "/operations/statePost/find", #"[{"id":"argument/reff"}]"#,
      "change:1:38: the contract of 'statePost' has no 'argument/reff'; did you mean 'body/ref'?"),
    Change(
      "/operations/statePost/where", #"{"state":"argument/ref"}"#,
      "change:1:33: 'where' has no key 'state'; did you mean 'status'?"),
    Change(
      "/operations/statePost/where", #"{"status.gt":"argument/ref"}"#,
      "change:1:33: 'where' has no key 'status.gt'; did you mean 'status'?"),
    Change(
      "/operations/statePost/rate", #""20""#,
      #"change:1:31: 'rate' must be a count and a duration, not "20"; for example "20/1m""#),
    Change(
      "/operations/statePost/order", #""newest""#,
      "change:1:32: 'order' can't be 'newest'; it is one of: newest-first, oldest-first"),
    Change(
      "/operations/otpPost/bind/recipent", #""argument/to""#,
      "change:1:2: 'bind' has no key 'recipent'; did you mean 'recipient'?"),
    Change(
      "/operations/otpPost/bind/recipient", #"{"$remove":true}"#,
      "nasty-otp/provider.json:32:5: 'otpPost' sends, so 'bind' must name the place of the "
        + "'recipient'"
    ),
    Change(
      "/operations/otpPost/bind/lifetime", #"{"$remove":true}"#,
      "nasty-otp/provider.json:32:16: 'otpPost' does nothing with 'body/ttl' of its "
        + "contract; bind it, filter by it, keep it, or name it in 'ignored'"
    ),
    Change(
      "/operations/statePost/outcomes/found/status", "99",
      "change:1:48: 'status' must be a whole number from 200 to 599, not 99"),
    Change(
      "/operations/statePost/outcomes/found/certainty", #""sure""#,
      "change:1:51: 'certainty' can't be 'sure'; it is one of: documented, observed, assumed"),
    Change(
      "/operations/statePost/outcomes/found/body", #"{"a":"{{verification.idd}}"}"#,
      "change:1:51: there is no placeholder 'verification.idd'; did you mean 'verification.id'?"),
    Change(
      "/operations/statePost/outcomes/found/body", #"{"a":"{{verification.id.nano}}"}"#,
      "change:1:51: there is no view 'nano'; there are: upper, spelled"),
    Change(
      "/operations/statePost/outcomes/found/body", #"{"a":"{{verification.kept.x}}"}"#,
      "change:1:51: there is no kept value 'x'"),
    Change(
      "/operations/statePost/outcomes/found/body", #"{"a":"{{verification.code}}"}"#,
      "change:1:51: the code may stand only in a channel's 'message'; an answer that "
        + "contains the code defeats the verification"
    ),
    Change(
      "/operations/statePost/outcomes/found/body", #"{"a":"{{number.phone}}"}"#,
      "change:1:51: 'number.phone' does not exist here; here are: request, account, "
        + "verification, attempt, outcome"
    ),
    Change(
      "/operations/statePost/outcomes/found/body", #"{"a":"{{verification.id"}"#,
      "change:1:51: '{{' is not closed; write '}}' behind the name"),
    Change(
      "/operations/statePost/outcomes/found/body", #"{"$use":"errors"}"#,
      "change:1:54: there is no shape 'errors'; did you mean 'error'?"),
    Change(
      "/operations/statePost/outcomes/found/body", #"{"$if":true}"#,
      "change:1:47: there is no form '$if'; it is one of: $use, $each"),
    Change(
      "/operations/statePost/outcomes/found/body", #"{"a":{"$each":"page.items","item":1}}"#,
      "change:1:60: 'page.items' exists only in a list's answer"),
    Change(
      "/operations/statePost/outcomes/found/body", #"{"a":{"$each":"verification.attempts"}}"#,
      "change:1:51: a list needs 'item'"),
    Change(
      "/operations/statePost/outcomes/fond", "{}",
      "change:1:2: there is no outcome 'fond'; did you mean 'found'?"),
    Change(
      "/outcomes/expired", #"{"as":"expird"}"#,
      "change:1:28: there is no answer to 'expird'; did you mean 'expired'?"),
    Change("/outcomes/expired", #"{"as":"expired"}"#, "change:1:28: 'as' goes round in a circle"),
    Change(
      "/outcomes/wrong-code", #"{"$remove":true}"#,
      #"nasty-otp/provider.json:32:5: 'otpPost' has no answer to 'wrong-code'; add "#
        + #""wrong-code": { "status": 400, "text": "…", "certainty": "assumed" }"#
    ),
    Change(
      "/shapes/error", #"{"$remove":true}"#,
      #"nasty-otp/provider.json:83:21: an outcome with only a text needs a shape named "#
        + #"'error'; for example "shapes": { "error": { "message": "{{outcome.text}}" } }"#
    ),
    Change(
      "/shapes/error", #"{"$use":"error"}"#, "change:1:26: the shape 'error' contains itself"),
    Change(
      "/callbacks/on", #""aproved""#,
      "change:1:18: an event can't be 'aproved'; did you mean 'approved'?"),
    Change(
      "/callbacks/retry/0", "10",
      #"change:1:23: a retry must be a duration, not 10; for example "200ms", "90s", "11m", "#
        + #""2h" or "1d""#
    ),
    Change(
      "/callbacks/signatures/mac/algorithm", #""hmac-md4""#,
      "change:1:40: 'algorithm' can't be 'hmac-md4'; did you mean 'hmac-md5'?"),
    Change(
      "/callbacks/fields/check", #""{{check.id}}""#,
      "change:1:28: 'check.id' does not exist here; here are: request, account, "
        + "verification, attempt"
    ),
    Change(
      "/ignored", #"["body/nothing"]"#,
      "change:1:14: no operation's contract has 'body/nothing'; remove it"),
    Change(
      "/mediaTypes", #""strict""#,
      "change:1:16: 'mediaTypes' can't be 'strict'; it is one of: documented, readable"),
    Change(
      "/verification/keep", #"{"a":{"valeu":1}}"#,
      "change:1:29: the kept value 'a' has no key 'valeu'; did you mean 'value'?"),
    Change(
      "/operations/statePost/paging", #""page""#,
      "change:1:33: 'paging' can't be 'page'; did you mean 'pages'?"),
    Change(
      "/verification/words", #"{"callback.status":{"done":"x"}}"#,
      "change:1:44: there is no status 'done'; there are: pending, approved, expired, failed, canceled"
    ),
    Change(
      "/magic", #"{"0":"expired"}"#,
      "change:1:12: a magic recipient has a digit from 1 to 9, not '0'"),
    Change(
      "/given", #"{"verifications":[{"recipient":"abc"}]}"#,
      #"change:1:42: 'recipient' must be a telephone number, not "abc"; for example "+14155550100""#
    ),
    Change(
      "/given", #"{"numbers":[{"phone":"+14155550100","keep":{"a":1}}]}"#,
      "change:1:55: there is no kept value 'a'"),
    Change(
      "/outcomes/nothing/at/all", "1",
      "change:1:2: '/outcomes/nothing/at/all' points to nowhere: 'nothing' does not exist in "
        + "nasty-otp/provider.json"
    ),
    Change(
      "outcomes", "1",
      "change:1:2: 'outcomes' is not a JSON Pointer; it begins with a slash; ~0 stands for ~ "
        + "and ~1 for a slash in a name"
    ),
  ]

  @Test(
    "A provider's document is refused with the place and the remedy", arguments: providerChanges)
  func providers(change: Change) throws {
    let catalogue = try ForeignProviderTests.catalogue.get()
    let provider = catalogue.providers[try #require(catalogue.index(of: "nasty-otp"))]
    let errors = try Self.errors(of: provider, after: change)
    #expect(errors.first?.description == change.refusal)
  }

  @Test("A list can't ignore a filter, which would make it return everything")
  func ignoredFilter() throws {
    let catalogue = try Repository.catalogue.get()
    let provider = catalogue.providers[try #require(catalogue.index(of: "plivo-verify"))]
    let change = Change("/ignored", #"["body/src","body/alpha_sender","query/alias"]"#, "")
    #expect(
      try Self.errors(of: provider, after: change).map(\.description) == [
        "change:1:45: the list 'listSessions' can't ignore 'query/alias': it would return "
          + "everything; filter by it; a value that nothing has finds nothing"
      ])
  }

  static let scenarioChanges: [Change] = [
    Change("/stepps", "[]", "change:1:2: a scenario has no key 'stepps'; did you mean 'steps'?"),
    Change(
      "/scenario", #"{"$remove":true}"#, "nasty-otp/exhausted.json:1:1: a scenario needs 'scenario'"
    ),
    Change(
      "/provider", #""nasty-opt""#,
      "change:4:15: there is no provider 'nasty-opt'; did you mean 'nasty-otp'?"),
    Change(
      "/quirks", #"["http-error"]"#,
      "change:1:13: there is no quirk 'http-error'; did you mean 'http-errors'?"),
    Change("/set", "[]", "change:1:9: 'set' must be an object, not array"),
    Change(
      "/set", #"{"/channels/sms":1}"#,
      "change:1:26: the channel 'sms' must be an object, not number"),
    Change("/steps", "{}", "change:1:11: 'steps' must be a list, not object"),
    Change("/steps", #"[{"outcome":"expired"}]"#, "change:1:12: a step needs 'on'"),
    Change(
      "/steps", #"[{"on":"chek","outcome":"expired"}]"#,
      "change:1:18: there is no effect or operation 'chek'; did you mean 'check'?"),
    Change(
      "/steps", #"[{"on":"number.get","outcome":"expired"}]"#,
      "change:1:18: 'nasty-otp' has no operation that can 'number.get'"),
    Change(
      "/steps", #"[{"on":"check"}]"#,
      "change:1:12: a step needs 'outcome', 'delivery', 'respond', 'fault' or 'delay'"),
    Change(
      "/steps", #"[{"on":"check","outcome":"expired","fault":"reset"}]"#,
      "change:1:12: a step does one thing, not 'outcome' and 'fault'; make a step of each"),
    Change(
      "/steps", #"[{"on":"check","outcome":"approved"}]"#,
      "change:1:36: a step can't script the success 'approved'; remove the step: where none "
        + "applies, the default behaviour decides"
    ),
    Change(
      "/steps", #"[{"on":"check","outcome":"sends-exhausted"}]"#,
      "change:1:36: 'otpPost', 'otpGet' of 'nasty-otp' has no answer to 'sends-exhausted'; "
        + "it has: unauthorized, unauthorized/missing, unauthorized/malformed, "
        + "unauthorized/mismatch, not-found, not-found/unknown, invalid-request, "
        + "invalid-request/missing, invalid-request/type, invalid-request/value, "
        + "invalid-request/unreadable, wrong-code, expired, already-verified, already-canceled, "
        + "already-pending, checks-exhausted, rate-limited, rate-limited/requests, "
        + "rate-limited/too-soon, no-credit, server-error"
    ),
    Change(
      "/steps", #"[{"on":"check","outcome":"exired"}]"#,
      "change:1:36: 'outcome' can't be 'exired'; did you mean 'expired'?"),
    Change(
      "/steps", #"[{"on":"get","delivery":"failed"}]"#,
      "change:1:35: only a send or resend has a delivery"),
    Change(
      "/steps", #"[{"on":"check","outcome":"expired","error":"1"}]"#,
      "change:1:54: 'error' goes with 'delivery'"),
    Change(
      "/steps", #"[{"on":"check","outcome":"expired","times":0}]"#,
      #"change:1:54: 'times' must be a whole number from 1 to 1000000 or "always", not 0"#),
    Change(
      "/steps", #"[{"on":"check","outcome":"expired","per":"account"}]"#,
      "change:1:52: 'per' can't be 'account'; it is one of: verification, recipient"),
    Change(
      "/steps", #"[{"on":"send","delay":"1s","per":"verification"}]"#,
      "change:1:44: a send has no verification to count per yet; remove it: steps on a send count "
        + "per recipient"
    ),
    Change(
      "/steps", #"[{"on":"check","outcome":"expired","per":"recipient","times":"always"}]"#,
      "change:1:52: a step that applies always counts nothing; remove 'per'"),
    Change(
      "/steps", #"[{"on":"check","outcome":"expired","delay":["2s","1s"]}]"#,
      "change:1:54: a range of delays is the shortest and the longest"),
    Change(
      "/steps", #"[{"on":"check","outcome":"expired","delay":"2"}]"#,
      #"change:1:54: a delay must be a duration, not "2"; for example "200ms", "90s", "11m", "#
        + #""2h" or "1d""#
    ),
    Change(
      "/steps", #"[{"on":"check","outcome":"expired","when":{"chanel":"txt"}}]"#,
      "change:1:54: a request has no 'chanel'; did you mean 'channel'?"),
    Change(
      "/steps", #"[{"on":"check","respond":{"text":"x"}}]"#,
      "change:1:36: 'respond' needs 'status'"),
    Change(
      "/steps", #"[{"on":"check","fault":"resett"}]"#,
      "change:1:34: 'fault' can't be 'resett'; did you mean 'reset'?"),
    Change(
      "/walkthrough", #"[{"expect":"sent"}]"#,
      "change:1:18: an item needs 'do', 'call', 'advance' or 'callbacks'"),
    Change(
      "/walkthrough", #"[{"do":"number.get"}]"#,
      "change:1:24: 'nasty-otp' has no operation that can 'number.get'"),
    Change(
      "/walkthrough", #"[{"call":"otpPots"}]"#,
      "change:1:26: 'call' can't be 'otpPots'; did you mean 'otpPost'?"),
    Change(
      "/walkthrough", #"[{"advance":"soon"}]"#,
      #"change:1:29: 'advance' must be a duration, not "soon"; for example "200ms", "90s", "#
        + #""11m", "2h" or "1d""#
    ),
    Change(
      "/walkthrough", #"[{"callbacks":{}}]"#,
      "change:1:31: 'callbacks' must be a list, not "
        + "object"),
    Change(
      "/walkthrough", #"[{"do":"send","times":5000}]"#,
      "change:1:39: 'times' must be a whole number from 1 to 1000, not 5000"),
    Change(
      "/reading", #""lax""#, "change:1:13: 'reading' can't be 'lax'; it is one of: strict, tolerant"
    ),
    Change(
      "/breaksContract", #""yes""#,
      #"change:1:20: 'breaksContract' must be true or false, not "yes""#),
  ]

  @Test("A scenario is refused with the place and the remedy", arguments: scenarioChanges)
  func scenarios(change: Change) throws {
    let catalogue = try ForeignProviderTests.catalogue.get()
    let index = try #require(catalogue.index(of: "nasty-otp"))
    let source = try #require(catalogue.source(ofScenario: "exhausted", provider: index))
    let patch = try SourceText(
      SourceFile(name: "change", text: "{\"\(change.pointer)\":\(change.value)}"))
    let (pointer, value) = try #require(patch.root.members.first)
    let changed = try source.patched(at: pointer, with: value, of: patch)
    let error = #expect(throws: DocumentErrors.self) {
      if change.pointer == "/provider" {
        let file = SourceFile(name: "change", bytes: changed.document.bytes)
        _ = try catalogue.scenario(inBody: file)
      } else {
        _ = try ScenarioLoader.load(changed, for: catalogue.providers[index])
      }
    }
    #expect(error?.errors.first?.description == change.refusal)
  }
}
