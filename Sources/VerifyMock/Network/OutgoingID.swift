/// Names one outgoing request within a loop.
package struct OutgoingID: Hashable, Sendable {
  package let rawValue: UInt64
  package init(rawValue: UInt64) { self.rawValue = rawValue }
}
