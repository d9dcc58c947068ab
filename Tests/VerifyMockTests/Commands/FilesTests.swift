import Foundation
import Testing
import VerifyMockCore

@testable import VerifyMock

@Suite("Whole files")
struct FilesTests {
  /// A folder of the test's own, removed at its end.
  private final class Folder {
    let path: String

    init() throws {
      path =
        FileManager.default.temporaryDirectory
        .appending(path: "verify-mock-files-\(UUID().uuidString)").path
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  @Test("What was written is read, whatever its size, and nothing else is left behind")
  func roundTrip() throws {
    let folder = try Folder()
    let path = folder.path + "/a"
    for count in [0, 1, 65_536, 65_537, 300_000] {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      try Files.write(bytes, to: path)
      #expect(try Files.read(path) == bytes)
    }
    #expect(try Files.names(in: folder.path) == ["a"])
  }

  @Test("A failure names the path and the reason")
  func failures() throws {
    let folder = try Folder()
    func text(_ body: () throws -> Void) -> String {
      #expect(throws: Files.Failure.self) { try body() }?.description ?? ""
    }
    let missing = folder.path + "/no/a"
    #expect(text { _ = try Files.read(missing) } == "\(missing): no such file or folder")
    #expect(text { try Files.write([], to: missing) } == "\(missing): no such file or folder")
    #expect(text { _ = try Files.names(in: missing) } == "\(missing): no such file or folder")
    #expect(text { _ = try Files.isFolder(missing) } == "\(missing): no such file or folder")
    #expect(text { _ = try Files.read(folder.path) } == "\(folder.path): this is a folder")
    let file = folder.path + "/file"
    try Files.write([], to: file)
    #expect(text { _ = try Files.names(in: file) } == "\(file): this is not a folder")
    #expect(text { try Files.makeFolder(file) } == "\(file): this is not a folder")
    #expect(text { try Files.write([1], to: folder.path) }.hasPrefix("\(folder.path): "))
    #expect(try Files.names(in: folder.path) == ["file"])
  }

  @Test("A folder is made once, for its owner alone")
  func makeFolder() throws {
    let folder = try Folder()
    let path = folder.path + "/inner"
    try Files.makeFolder(path)
    try Files.makeFolder(path)
    #expect(try Files.isFolder(path))
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o700)
    #expect(throws: Files.Failure.self) { try Files.makeFolder(folder.path + "/a/b") }
  }

  @Test(
    "Documents are the JSON files of a folder and of those in it, by name, hidden ones left out")
  func documents() throws {
    let folder = try Folder()
    for name in ["b", "b/deep", ".hidden"] { try Files.makeFolder(folder.path + "/" + name) }
    for name in [
      "c.json", "a.json", "b/x.json", "b/notes.txt", "b/deep/y.json", ".z.json", "a.txt",
      ".hidden/x.json",
    ] {
      try Files.write(Array(name.utf8), to: folder.path + "/" + name)
    }
    let documents = try Files.documents(in: folder.path)
    #expect(
      documents.map { String($0.name.dropFirst(folder.path.count + 1)) } == [
        "a.json", "b/x.json", "c.json",
      ])
    #expect(
      documents.map { String(decoding: $0.bytes, as: UTF8.self) } == [
        "a.json", "b/x.json", "c.json",
      ])
  }

  @Test("A folder's fingerprint changes with every document in it")
  func fingerprint() throws {
    let folder = try Folder()
    try Files.makeFolder(folder.path + "/p")
    var seen: [Int] = []
    func note() { seen.append(Files.fingerprint(of: folder.path)) }
    note()
    try Files.write([1], to: folder.path + "/a.json")
    note()
    try Files.write([1, 2], to: folder.path + "/a.json")
    note()
    try Files.write([1], to: folder.path + "/p/b.json")
    note()
    try FileManager.default.removeItem(atPath: folder.path + "/a.json")
    note()
    #expect(Set(seen).count == 5)
    note()
    #expect(seen[5] == seen[4])
  }
}

@Suite("Where a callback goes")
struct CallbackTargetTests {
  @Test(
    "A callback goes to this machine, or to a host that is allowed",
    arguments: [
      ("http://127.0.0.1:8080/a?b#c", "127.0.0.1", 8_080, "/a?b", "127.0.0.1:8080"),
      ("http://localhost", "localhost", 80, "/", "localhost"),
      ("https://localhost?x", "localhost", 443, "/?x", "localhost"),
      ("HTTP://[::1]:1/", "::1", 1, "/", "[::1]:1"),
      ("http://a.localhost/x", "localhost", 80, "/x", "a.localhost"),
      ("http://Other.Test/x", "Other.Test", 80, "/x", "Other.Test"),
    ])
  func allowed(url: String, host: String, port: UInt16, target: String, field: String) throws {
    let address = try #require(CallbackTargetAddress(url, allowed: ["other.test"]))
    #expect(address.host == host)
    #expect(address.port == port)
    #expect(address.target == target)
    #expect(address.hostField == field)
    #expect(address.isSecure == url.hasPrefix("https"))
  }

  @Test(
    "An address that is none, or another machine's, is refused",
    arguments: [
      "", "127.0.0.1", "ftp://127.0.0.1/", "http://", "http:///x", "http://example.com/",
      "http://127.0.0.1.example.com/", "http://127.0.0/", "http://u@127.0.0.1/",
      "http://example.com@127.0.0.1/", "http://127.0.0.1:x/", "http://127.0.0.1:65536/",
      "http://127.0.0.1:+80/", "http://127.0.0.+1/", "http://127.0.0.01/", "http://127.1/",
      "http://sub.other.test/", "http://localhost.example.com/",
    ])
  func refused(url: String) {
    #expect(CallbackTargetAddress(url, allowed: ["other.test"]) == nil)
  }
}
