import VerifyMock
import VerifyMockConformance
import VerifyMockCore
import VerifyMockJSON
import VerifyMockContract

/// What an endpoint is checked against: a provider's documents, or a contract alone.
struct CheckSubject {
  let name: String
  let provider: Provider?
  let contract: Contract

  init(_ name: String, folders: [String]) throws(UsageError) {
    self.name = name
    let catalogue: Catalogue
    do throws(MockServerError) {
      catalogue = try SharedCatalogue.with(folders: folders, skipping: Main.warn)
    } catch {
      throw UsageError(error.message)
    }
    if let index = catalogue.index(of: name) {
      provider = catalogue.providers[index]
      contract = catalogue.providers[index].contract
      return
    }
    provider = nil
    guard name.hasSuffix(".json") || YAMLText.isNamed(name) else {
      throw UsageError(
        "\(catalogue.unknownProvider(name))"
          + "; a contract is a file whose name ends in .json, .yaml or .yml")
    }
    contract = try Self.contract(name)
  }

  private static func contract(_ path: String) throws(UsageError) -> Contract {
    let bytes = try InputFile.read(path)
    do throws(ContractError) {
      let source = try ContractSource.reading(name: path, bytes: bytes) { name in
        try? Files.read(Files.folder(of: path) + name)
      }
      return try Contract.load([source], isLenient: true)
    } catch {
      throw UsageError(error.description)
    }
  }
}
