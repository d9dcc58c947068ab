import Foundation
import Testing
import VerifyMock
import VerifyMockTLS

@testable import VerifyMockCLI

@Suite("Authority on disk")
struct AuthorityStoreTests {
  /// Deeper than what exists, as a user's state is at first.
  private let folder = NSTemporaryDirectory() + "verify-mock-authority-" + UUID().uuidString
  private var store: AuthorityStore { AuthorityStore(directory: folder + "/state/verify-mock") }

  private func withStore(_ body: (AuthorityStore, TLSLibrary) throws -> Void) throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(store, TLSLibrary.load())
  }

  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
  }

  @Test("it is made at first use, for its owner alone, and found the next time")
  func makes() throws {
    try withStore { store, library in
      #expect(try store.load(library: library) == nil)
      let made = try store.loadOrMake(library: library)
      #expect(try store.loadOrMake(library: library).fingerprint == made.fingerprint)
      #expect(
        FileManager.default.contents(atPath: store.certificatePath).map(Array.init)
          == made.certificate)
      let inner = store.directory + "/authority"
      #expect(try mode(store.directory) == 0o700)
      #expect(try mode(inner) == 0o700)
      #expect(try mode(inner + "/key.pem") == 0o600)
      #expect(try FileManager.default.contentsOfDirectory(atPath: store.directory) == ["authority"])
    }
  }

  @Test("whoever comes second with a new one takes the first")
  func comesSecond() throws {
    try withStore { store, library in
      let first = try store.make(library: library)
      let second = try store.make(library: library)
      #expect(second.fingerprint == first.fingerprint)
      #expect(second.key == first.key)
      #expect(try FileManager.default.contentsOfDirectory(atPath: store.directory) == ["authority"])
    }
  }

  @Test("many that start at once agree on one")
  func agrees() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = store
    let library = try TLSLibrary.load()
    let prints = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<16 {
        group.addTask { try store.loadOrMake(library: library).fingerprint }
      }
      return try await group.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(prints.count == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: store.directory) == ["authority"])
  }

  @Test("a key that others can read is refused with what to do", arguments: [0o640, 0o604, 0o644])
  func refusesExposed(mode: Int) throws {
    try withStore { store, library in
      _ = try store.loadOrMake(library: library)
      let key = store.directory + "/authority/key.pem"
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: key)
      let error = #expect(throws: AuthorityStoreError.self) {
        try store.loadOrMake(library: library)
      }
      #expect(error?.description.contains("chmod 600 \(key)") == true)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
      _ = try store.loadOrMake(library: library)
    }
  }

  @Test("a folder that others can write to is refused")
  func refusesWritable() throws {
    try withStore { store, library in
      _ = try store.loadOrMake(library: library)
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o777], ofItemAtPath: store.directory + "/authority")
      #expect(throws: AuthorityStoreError.self) { try store.loadOrMake(library: library) }
    }
  }

  @Test("a half, or noise, is refused and not replaced", arguments: ["key.pem", "certificate.pem"])
  func refusesHalf(name: String) throws {
    try withStore { store, library in
      _ = try store.loadOrMake(library: library)
      let path = store.directory + "/authority/" + name
      try Data("noise".utf8).write(to: URL(fileURLWithPath: path))
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
      let noise = #expect(throws: AuthorityStoreError.self) {
        try store.loadOrMake(library: library)
      }
      #expect(noise?.description.contains("ca remove") == true)
      try FileManager.default.removeItem(atPath: path)
      let half = #expect(throws: AuthorityStoreError.self) {
        try store.loadOrMake(library: library)
      }
      #expect(half?.description.contains(path) == true)
      #expect(try store.remove())
      _ = try store.loadOrMake(library: library)
    }
  }

  @Test("removing leaves nothing, and the next is another")
  func removes() throws {
    try withStore { store, library in
      #expect(try !store.remove())
      let first = try store.loadOrMake(library: library)
      _ = try store.bundlePath(roots: [])
      #expect(try store.remove())
      #expect(try FileManager.default.contentsOfDirectory(atPath: store.directory).isEmpty)
      #expect(try store.loadOrMake(library: library).fingerprint != first.fingerprint)
    }
  }

  @Test("the bundle holds the system's authorities and ours, and changes with them")
  func bundles() throws {
    try withStore { store, library in
      let authority = try store.loadOrMake(library: library)
      let roots = folder + "/roots.pem"
      try Data("-- roots --".utf8).write(to: URL(fileURLWithPath: roots))
      let path = try store.bundlePath(roots: ["/nowhere/roots.pem", roots])
      let expected = Array("-- roots --\n".utf8) + authority.certificate
      #expect(FileManager.default.contents(atPath: path).map(Array.init) == expected)
      #expect(try store.bundlePath(roots: [roots]) == path)
      let alone = try store.bundlePath(roots: [path])
      #expect(FileManager.default.contents(atPath: alone).map(Array.init) == authority.certificate)
    }
  }

  @Test("a place that can't be made is named")
  func namesPlace() throws {
    let store = AuthorityStore(directory: "/dev/null/verify-mock")
    let library = try TLSLibrary.load()
    let error = #expect(throws: AuthorityStoreError.self) {
      try store.loadOrMake(library: library)
    }
    #expect(error?.description.contains("/dev/null") == true)
  }
}
