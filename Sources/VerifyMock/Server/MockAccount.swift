import VerifyMockCore
import VerifyMockHTTP

/// Who the code under test is to a server: one set of credentials, with its own state.
///
/// Requests of different accounts never meet: state, clock, scenario, journal and inbox are apart.
public struct MockAccount: Sendable {
  /// What a provider is given to know its caller.
  public struct Credentials: Sendable, Hashable {
    /// The account's id; nil where the token is all there is.
    public let id: String?
    /// The secret, or the token.
    public let token: String
  }

  /// An account of the engine, by what requests name it with.
  struct Key: Sendable, Hashable {
    let text: String
    let isToken: Bool
  }

  /// The credentials by their usual variable names.
  public let environment: [String: String]

  /// The variables whose value names an account: its id, or its token where there is no id.
  package let accountVariables: [String]

  let keys: [Key]
  private let byProvider: [String: Credentials]

  /// The account that the documents make up, or one that differs from it by a number.
  init(of catalogue: Catalogue, number: Int? = nil) {
    var environment: [String: String] = [:]
    var accountVariables: [String] = []
    var byProvider: [String: Credentials] = [:]
    var keys: [Key] = []
    for provider in catalogue.providers {
      guard let documented = RequestBuilder.documentedCredentials(of: provider),
        let rule = provider.credentials.first
      else { continue }
      let isToken = rule.isToken
      let key =
        number.map { Self.numbered(isToken ? documented.secret : documented.id, $0) }
        ?? (isToken ? documented.secret : documented.id)
      byProvider[provider.id] = Credentials(
        id: isToken ? nil : key, token: isToken ? key : documented.secret)
      for (index, (name, value)) in provider.environment.enumerated() {
        environment[name] = index == 0 ? key : value
        if index == 0, !accountVariables.contains(name) { accountVariables.append(name) }
      }
      let one = Key(text: key, isToken: isToken)
      if !keys.contains(one) { keys.append(one) }
    }
    self.environment = environment
    self.accountVariables = accountVariables
    self.byProvider = byProvider
    self.keys = keys
  }

  /// What to call a provider with; nil where it asks for nothing.
  public func credentials(for provider: String) -> Credentials? { byProvider[provider] }

  /// The same form with a number in it: in the place of trailing letters X, else behind a hyphen.
  private static func numbered(_ text: String, _ number: Int) -> String {
    let room = text.reversed().prefix { $0 == "X" }.count
    let digits = String(number, radix: 36, uppercase: true)
    guard room >= digits.count, room >= 4 else { return text + "-" + String(number) }
    return text.dropLast(room) + String(repeating: "0", count: room - digits.count) + digits
  }

  /// The positions of the account in an engine, opened where they are not known yet.
  func positions(in engine: inout Engine) -> [Int] {
    keys.map { key in
      key.isToken
        ? engine.openAccount(token: Array(key.text.utf8)) : engine.openAccount(named: key.text)
    }
  }

  /// Whether an exchange is one of the accounts' at these positions; nil for everyone's.
  ///
  /// A request that was refused before its credentials were read is recognised by what it sent.
  func made(_ exchange: Exchange, _ positions: [Int]?) -> Bool {
    guard let positions else { return true }
    if let account = exchange.account { return positions.contains(account) }
    return Self.caller(of: exchange).map { caller in keys.contains { $0.text == caller } } ?? false
  }

  /// The id or token in a recorded request's Authorization field; nil when it has none.
  static func caller(of exchange: Exchange) -> String? {
    for line in exchange.request.fields.split(separator: UInt8(ascii: "\n")) {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
      guard name == "authorization" else { continue }
      let words = line[line.index(after: colon)...].split { $0 == 0x20 || $0 == 0x0D }
      guard words.count == 2, let scheme = words.first, let value = words.last else { return nil }
      switch String(decoding: scheme, as: UTF8.self).lowercased() {
      case "bearer": return String(decoding: value, as: UTF8.self)
      case "basic":
        guard let pair = Base64.decode(Array(value)) else { return nil }
        return String(decoding: pair.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self)
      default: return nil
      }
    }
    return nil
  }
}
