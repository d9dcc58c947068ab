import Testing
import VerifyMockCore

@Suite("The catalogue")
struct CatalogueTests {
  @Test("All documents of this repository can be read")
  func reads() throws {
    let catalogue = try Repository.catalogue.get()
    #expect(!catalogue.providers.isEmpty)
    #expect(!catalogue.sharedNames.isEmpty)
  }

  @Test("Every scenario of a provider's own can be read for it, and each quirk can be applied")
  func scenarios() throws {
    let catalogue = try Repository.catalogue.get()
    #expect(!catalogue.ownNames.isEmpty)
    #expect(catalogue.providers.contains { !$0.quirks.isEmpty })
    for name in catalogue.ownNames {
      let id = String(name.prefix { $0 != "/" })
      let provider = try #require(catalogue.index(of: id))
      _ = try catalogue.scenario(named: name, provider: provider)
    }
    for (index, provider) in catalogue.providers.enumerated() {
      for quirk in provider.quirks {
        _ = try catalogue.provider(index, quirks: [quirk.name])
      }
    }
  }

  @Test("No answer of any provider, under any quirk, can break its contract")
  func answers() throws {
    let files = try Repository.files(in: "Scenarios")
    let catalogue = try Repository.catalogue.get()
    #expect(CatalogueLint.problems(in: catalogue, files: Set(files.map(\.name))) == [])
  }
}
