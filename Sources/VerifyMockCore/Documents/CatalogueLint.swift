/// Finds what is wrong with documents that can be read: what only shows when they are used.
package enum CatalogueLint {
  /// The problems of the providers and scenarios that stand in some files; every quirk and
  /// scenario is applied once.
  ///
  /// - Parameter plays: whether the walkthroughs are played too.
  package static func problems(
    in catalogue: Catalogue, files: Set<String>, plays: Bool = true
  ) -> [String] {
    var problems: [String] = []
    func note(_ errors: DocumentErrors) {
      for error in errors.errors where !problems.contains(error.description) {
        problems.append(error.description)
      }
    }
    for (index, provider) in catalogue.providers.enumerated() {
      let isMine = files.contains(provider.source.fileName)
      if isMine {
        note(DocumentErrors(AnswerLint.problems(of: provider)))
        for quirk in provider.quirks {
          do throws(DocumentErrors) {
            let changed = try catalogue.provider(index, quirks: [quirk.name])
            note(DocumentErrors(AnswerLint.problems(of: changed)))
          } catch {
            note(error)
          }
        }
      }
      for name in catalogue.scenarioNames(of: index) {
        guard let source = catalogue.source(ofScenario: name, provider: index) else { continue }
        let isOwn = catalogue.ownNames.contains("\(provider.id)/\(name)")
        guard files.contains(source.fileName) || (isMine && isOwn) else { continue }
        do throws(DocumentErrors) {
          let scenario = try catalogue.scenario(named: name, provider: index)
          guard plays else { continue }
          var player = WalkthroughPlayer(scenario: scenario, provider: index, catalogue: catalogue)
          for failure in player.play().failures { problems.append(failure.description) }
        } catch {
          // A shared scenario need not be playable by every provider.
          if isOwn { note(error) }
        }
      }
    }
    for name in catalogue.sharedNames {
      guard !catalogue.providers.isEmpty,
        let source = catalogue.source(ofScenario: name, provider: 0),
        files.contains(source.fileName)
      else { continue }
      do throws(DocumentErrors) {
        _ = try catalogue.providers(playing: name)
      } catch {
        note(error)
      }
    }
    return problems
  }
}
