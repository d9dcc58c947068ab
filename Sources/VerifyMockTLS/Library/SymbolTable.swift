#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The functions of one loaded library, by name.
struct SymbolTable {
  let handle: UnsafeMutableRawPointer

  /// The function as the type that the place of the call wants; `Function` must be the C type.
  func callAsFunction<Function>(_ name: String) throws(TLSError) -> Function {
    guard let address = dlsym(handle, name) else { throw .functionMissing(name) }
    return unsafeBitCast(address, to: Function.self)
  }
}
