/// Why a loop could not start.
package enum ListenError: Error, Hashable, Sendable, CustomStringConvertible {
  case portInUse(host: String, port: UInt16)
  case permissionDenied(host: String, port: UInt16)
  case addressUnavailable(host: String)
  /// Neither an address literal nor "localhost".
  case invalidHost(String)
  /// Something that the loop needs can't be had.
  case system(what: String, SystemError)

  package var description: String {
    switch self {
    case .portInUse(let host, let port):
      "port \(port) is already in use on \(host): stop what listens there, or choose another "
        + "port (0 takes one that is free)"
    case .permissionDenied(let host, let port):
      "not allowed to listen on port \(port) of \(host): ports below 1024 are often reserved"
    case .addressUnavailable(let host): "this machine has no address '\(host)'"
    case .invalidHost(let host):
      "'\(host)' is no address to listen on: expected an IPv4 or IPv6 address, or 'localhost'"
    case .system(let what, let error): "can't \(what): \(error)"
    }
  }
}
