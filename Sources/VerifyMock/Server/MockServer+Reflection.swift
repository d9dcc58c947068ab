/// Test frameworks print what a failed expectation was about by reflection; all the compiled
/// documents behind a server would keep them busy for a minute.
extension MockServer: CustomReflectable, CustomStringConvertible {
  /// The address.
  public var customMirror: Mirror {
    Mirror(self, children: ["url": url], displayStyle: .class, ancestorRepresentation: .suppressed)
  }

  /// The address.
  public var description: String { "MockServer(\(url))" }
}
