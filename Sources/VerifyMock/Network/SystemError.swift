/// An error number of the system with the words that it has for it.
package struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  package let number: Int32

  package init(number: Int32) { self.number = number }

  package var description: String { "\(Socket.text(ofError: number)) (error \(number))" }
}
