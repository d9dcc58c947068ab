/// Takes what an expectation finds wrong, where it stands in the test.
package struct MockReport: Sendable {
  /// A place in the test's source.
  package struct Place: Sendable {
    package let fileID: String
    package let filePath: StaticString
    package let line: Int
    package let column: Int

    package init(fileID: String, filePath: StaticString, line: Int, column: Int) {
      self.fileID = fileID
      self.filePath = filePath
      self.line = line
      self.column = column
    }
  }

  package let record: @Sendable (String, Place) -> Void

  package init(record: @escaping @Sendable (String, Place) -> Void) {
    self.record = record
  }
}
