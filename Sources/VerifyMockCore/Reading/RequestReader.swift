import VerifyMockJSON
package import VerifyMockContract
import VerifyMockSchema

/// Reads the requests of one operation the way its contract means them, and judges what was read.
///
/// Compiled once; reading allocates nothing once the arguments' storage has grown, unless a
/// tolerance must be noted.
package final class RequestReader: Sendable {
  package let operation: ContractOperation
  /// Everything that the operation takes, by the names of the contract.
  package let inputs: [Input]
  let contract: Contract
  let plan: ReadingPlan
  let path: ParameterPlan
  let query: ParameterPlan
  let header: ParameterPlan
  let contents: [ContentPlan]
  /// The content that is `application/json`, or -1.
  let plainJSON: Int
  /// The inputs outside the body that must be there.
  let required: [Int32]
  /// The inputs outside the body whose schemas can refuse a text.
  let checks: [Check]
  /// For each spelling of the path, the input of each of its parameters in order.
  let captures: [[Int32]]
  /// The keys of the document itself.
  let sectionKeys: [JSONNode]

  /// Parameters of one section.
  struct ParameterPlan: Sendable {
    /// The plan of the section as an object.
    var value: Int32
    var parameters: [ContractParameter]
    /// The inputs that the parameters are.
    var inputs: [Int32]
    /// Names in lower case, of header fields.
    var names: [[UInt8]] = []
  }

  struct Check: Sendable {
    var input: Int32
    var schema: SchemaID
  }

  /// The body in one media type.
  struct ContentPlan: Sendable {
    var content: ContractContent
    var value: Int32
    /// The inputs that the members are, in the order of the plan.
    var inputs: [Int32]
    /// Whether an absent body can be read as an empty object.
    var isObject: Bool
    var hasRequired: Bool
  }

  package init(operation: ContractOperation, contract: Contract) {
    self.operation = operation
    self.contract = contract
    var compiler = ReadingPlan.Compiler(contract: contract)
    var inputs: [Input] = []
    func section(_ location: ContractParameter.Location, _ section: Input.Section) -> ParameterPlan
    {
      let parameters = operation.parameters.filter { $0.location == location }
      let first = inputs.count
      for parameter in parameters {
        inputs.append(
          Input(
            section: section, name: parameter.name, isRequired: parameter.isRequired,
            schema: parameter.schema, facts: parameter.facts, provenance: parameter.provenance,
            pointer: parameter.pointer))
      }
      return ParameterPlan(
        value: compiler.object(of: parameters), parameters: parameters,
        inputs: parameters.indices.map { Int32(first + $0) })
    }
    let path = section(.path, .path)
    query = section(.query, .query)
    var header = section(.header, .header)
    header.names = header.parameters.map { Array($0.name.lowercased().utf8) }
    self.header = header
    self.path = path
    captures = ([operation.path].compactMap { $0 } + operation.alternatives).map { template in
      template.parameterNames.map { name in
        path.parameters.firstIndex { $0.name == name }.map { path.inputs[$0] } ?? -1
      }
    }
    var contents: [ContentPlan] = []
    for content in operation.requestBody?.contents ?? [] {
      let facts = contract.facts(content.facts)
      var indices: [Int32] = []
      for property in facts.types.contains(.object) ? facts.properties : [] {
        if let known = inputs.firstIndex(where: {
          $0.section == .body && $0.name == property.name
        }) {
          indices.append(Int32(known))
          continue
        }
        let inner = contract.facts(property.facts)
        indices.append(Int32(inputs.count))
        inputs.append(
          Input(
            section: .body, name: property.name, isRequired: property.isRequired, schema: nil,
            facts: property.facts, provenance: inner.provenance.or(operation.provenance),
            pointer: inner.pointer))
      }
      contents.append(
        ContentPlan(
          content: content, value: compiler.value(content.facts), inputs: indices,
          isObject: facts.types.contains(.object) && !facts.properties.isEmpty,
          hasRequired: facts.properties.contains(where: \.isRequired)))
    }
    self.contents = contents
    plainJSON = contents.firstIndex { $0.content.mediaType == "application/json" } ?? -1
    sectionKeys = Input.Section.allCases.map { compiler.constant(Array($0.rawValue.utf8)) }
    plan = ReadingPlan(compiler)
    self.inputs = inputs
    var required: [Int32] = []
    var checks: [Check] = []
    for (i, input) in inputs.enumerated() where input.section != .body {
      if input.isRequired { required.append(Int32(i)) }
      if let schema = input.schema, !contract.takesAnyText(input.facts) {
        checks.append(Check(input: Int32(i), schema: schema))
      }
    }
    self.required = required
    self.checks = checks
  }
}
