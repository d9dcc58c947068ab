/// A response that a server has sent, owned.
package struct HTTPReceivedResponse: Sendable, Equatable {
  /// One field line, its value trimmed.
  package struct Field: Sendable, Equatable {
    package var name: [UInt8]
    package var value: [UInt8]
  }

  package var status: Int
  package var minorVersion: Int
  package var reason: [UInt8]
  package var fields: [Field]
  package var body: [UInt8]

  /// The value of the first field line with that name; names are compared without regard to case.
  package func value(of lowercasedName: String) -> [UInt8]? {
    fields.first { field in
      field.name.elementsEqual(lowercasedName.utf8) { ByteClass.lowercased($0) == $1 }
    }?.value
  }
}
