import VerifyMockJSON

extension SchemaEvaluator {
  /// The value of a number that is written as a short integer.
  @inline(__always)
  func smallInteger(_ node: Int) -> Int64? {
    let start = Int(nodes[node].start)
    return NumberConstant.smallInteger(bytes + start, Int(nodes[node].end) - start)
  }

  /// The exact value; the parser has seen to it that there is one.
  func decimal(_ node: Int) -> JSONDecimal { JSONDecimal(view(node).raw) ?? .zero }

  func isInteger(_ node: Int) -> Bool {
    smallInteger(node) != nil || decimal(node).isInteger
  }

  /// Compares a number with a constant: as integers if both are short ones, else exactly.
  @inline(__always)
  func compares(
    _ node: Int, _ constant: Int32, _ small: (Int64, Int64) -> Bool,
    exact: (JSONDecimal, JSONDecimal) -> Bool
  ) -> Bool {
    let constant = Int(constant)
    if let bound = program.numbers[constant].small, let value = smallInteger(node) {
      return small(value, bound)
    }
    return exact(decimal(node), program.numbers[constant].decimal)
  }

  func isMultiple(_ node: Int, of constant: Int32) -> Bool {
    compares(node, constant) {
      $0 % $1 == 0
    } exact: {
      $0.isMultiple(of: $1)
    }
  }
}
