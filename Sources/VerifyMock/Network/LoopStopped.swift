/// A loop was asked for something after it had stopped.
package struct LoopStopped: Error, Hashable, Sendable, CustomStringConvertible {
  package init() {}
  package var description: String { "the server has stopped" }
}
