#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The system's OpenSSL 3, found when TLS is first asked for.
///
/// The two libraries are opened by name and the functions looked up one by one, so a program
/// neither links nor needs them until then, a static one too. They stay loaded.
package final class TLSLibrary: @unchecked Sendable {
  let ssl: SSLFunctions
  let crypto: CryptoFunctions

  /// The library of this process; every call answers the same.
  ///
  /// Throws `TLSError.libraryMissing` with the remedy when there is none.
  package static func load() throws(TLSError) -> TLSLibrary { try shared.get() }

  /// What C calls back with no argument of ours finds its functions here.
  static let shared = Result { () throws(TLSError) in
    try TLSLibrary(candidates: TLSLibraryNames.system)
  }

  /// Opens the first of `candidates` that is there, as a whole: a half pair is passed over.
  package init(candidates: [TLSLibraryNames]) throws(TLSError) {
    var reasons: [String] = []
    for names in candidates {
      // The second needs the first; opened in this order it finds it even at an unusual path.
      guard let crypto = dlopen(names.crypto, RTLD_NOW | RTLD_LOCAL),
        let ssl = dlopen(names.ssl, RTLD_NOW | RTLD_LOCAL)
      else {
        reasons.append(dlerror().map { String(cString: $0) } ?? names.crypto)
        continue
      }
      self.crypto = try CryptoFunctions(SymbolTable(handle: crypto))
      self.ssl = try SSLFunctions(SymbolTable(handle: ssl))
      guard self.crypto.versionNumber() >> 28 >= 3 else {
        throw .libraryTooOld(String(cString: self.crypto.versionText(0)))
      }
      // Without this the library tears itself down in exit() while other threads still use it.
      _ = self.crypto.initialize(OpenSSL.initWithoutAtExit, nil)
      guard self.ssl.initialize(OpenSSL.initWithoutAtExit, nil) == 1 else {
        throw .refused("to start OpenSSL", self.reason())
      }
      return
    }
    throw .libraryMissing(reasons)
  }

  /// As the library words it, for example `OpenSSL 3.0.22 25 Aug 2026`.
  package var version: String { String(cString: crypto.versionText(0)) }
}
