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
    if YAMLDocument.isNamed(name) {
      throw UsageError(
        "\(name): " + (YAMLDocument.remedy(for: SourceFile(name: name, bytes: [])) ?? ""))
    }
    guard name.hasSuffix(".json") else {
      throw UsageError(
        "\(catalogue.unknownProvider(name))"
          + "; a contract is a file whose name ends in .json")
    }
    contract = try Self.contract(name)
  }

  private static func contract(_ path: String) throws(UsageError) -> Contract {
    let bytes = try InputFile.read(path)
    let document: JSONDocument
    do {
      document = try JSONDocument(bytes)
    } catch {
      let remedy = YAMLDocument.remedy(for: SourceFile(name: path, bytes: bytes))
      throw UsageError("\(path): \(remedy ?? "\(error)")")
    }
    do throws(ContractError) {
      return try Contract.load([ContractSource(name: path, document: document)])
    } catch {
      throw UsageError(error.description)
    }
  }
}
