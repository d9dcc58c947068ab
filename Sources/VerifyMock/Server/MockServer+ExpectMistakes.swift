extension MockServer {
  /// What a fixture tells at the end of a test; nothing for a server that has been stopped.
  package func mistakes() async -> [String] {
    var messages: [String] = []
    let own = (try? await unexpectedRequests()) ?? []
    messages += own.prefix(5).map(\.description)
    if own.count > 5 { messages.append("and \(own.count - 5) more requests like these") }
    guard isAccountOnly else { return messages }
    let others = (try? await unexpectedRequestsOfNobody()) ?? []
    messages += others.prefix(5).map {
      $0.description
        + "\n  its credentials are of no test's account: some test on this shared server made it"
    }
    return messages
  }
}
