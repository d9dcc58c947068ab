extension Engine {
  /// Goes on with other documents: state stays, settings are read anew.
  ///
  /// Verifications that exist stay with what governed their send.
  ///
  /// - Parameter initial: the settings of the start.
  /// - Returns: the settings of the start, read anew.
  /// - Throws: what a scenario or quirk in force says in the new documents; the old ones then stay.
  package mutating func adopt(
    _ catalogue: Catalogue, initial: [Setting]
  ) throws(DocumentErrors) -> [Setting] {
    let old = self.catalogue.providers.map(\.id)
    let sources = catalogue.providers.map { old.firstIndex(of: $0.id) }
    let server = try renewed(settings, sources, catalogue)
    let start = try renewed(initial, sources, catalogue)
    var own: [[Setting?]] = []
    for account in accounts {
      var settings: [Setting?] = []
      for (index, source) in sources.enumerated() {
        if let setting = source.flatMap({ account.settings[$0] }) {
          settings.append(try renewed(setting, index, catalogue))
        } else {
          settings.append(nil)
        }
      }
      own.append(settings)
    }
    self.catalogue = catalogue
    settings = server
    magicScenarios = catalogue.providers.map { _ in [:] }
    headerSettings = [:]
    for index in accounts.indices {
      let stores = accounts[index].stores
      let isPrepared = accounts[index].isPrepared
      accounts[index].stores = sources.map { $0.map { stores[$0] } ?? VerificationStore() }
      accounts[index].isPrepared = sources.map { $0.map { isPrepared[$0] } ?? false }
      accounts[index].settings = own[index]
      accounts[index].windows = [:]
    }
    return start
  }

  private func renewed(
    _ settings: [Setting], _ sources: [Int?], _ catalogue: Catalogue
  ) throws(DocumentErrors) -> [Setting] {
    var result: [Setting] = []
    for (index, source) in sources.enumerated() {
      if let source {
        result.append(try renewed(settings[source], index, catalogue))
      } else {
        result.append(
          Setting(
            governing: Governing(
              provider: catalogue.providers[index], scenario: nil, origin: .none), quirks: []))
      }
    }
    return result
  }

  private func renewed(
    _ setting: Setting, _ index: Int, _ catalogue: Catalogue
  ) throws(DocumentErrors) -> Setting {
    let origin = setting.governing.origin
    guard let scenario = setting.governing.scenario else {
      return Setting(
        governing: Governing(
          provider: try catalogue.provider(index, quirks: setting.quirks), scenario: nil,
          origin: origin), quirks: setting.quirks)
    }
    let name = String(scenario.name.drop { $0 != "/" }.dropFirst())
    // A scenario that stood in a request's body stands in no file: it stays as it is.
    guard catalogue.source(ofScenario: name, provider: index) != nil else { return setting }
    let read = try catalogue.scenario(named: name, provider: index, quirks: setting.quirks)
    return Setting(
      governing: Governing(provider: read.provider, scenario: read, origin: origin),
      quirks: setting.quirks)
  }
}
