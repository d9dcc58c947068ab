import VerifyMockContract

extension ContractOperation {
  /// The documented type of the JSON that comes with a status, such as `application/problem+json`;
  /// nil where there is none.
  func jsonMediaType(status: Int) -> String? {
    response(status: status)?.json.flatMap { $0.isJSON ? $0.mediaType : nil }
  }
}
