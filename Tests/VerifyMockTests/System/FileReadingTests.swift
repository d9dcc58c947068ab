import Foundation
import Testing
import VerifyMock
import VerifyMockCore

@Suite("Input files")
struct FileReadingTests {
  @Test("what is no regular file is refused before it is opened")
  func refuses() throws {
    try withTemporaryFolder { folder in
      #expect(mkfifo(folder + "/fifo", 0o600) == 0)
      for (path, reason) in [
        (folder + "/fifo", "this is a FIFO, expected a regular file"),
        ("/dev/zero", "this is a device, expected a regular file"),
        (folder, "this is a folder"), (folder + "/nothing", "no such file or folder"),
      ] {
        let failure = #expect(throws: Files.Failure.self) { try Files.read(path) }
        #expect(failure?.description == "\(path): \(reason)")
      }
    }
  }

  @Test("a file is read up to the limit, and refused beyond it")
  func limits() throws {
    try withTemporaryFolder { folder in
      try put("12345", at: folder + "/file")
      #expect(try Files.read(folder + "/file", limit: 5).count == 5)
      let failure = #expect(throws: Files.Failure.self) {
        try Files.read(folder + "/file", limit: 4)
      }
      #expect(failure?.reason == "too large: files of up to 4 bytes are read")
    }
  }

  @Test("a folder's documents are read, and what can't be one is named and skipped")
  func skips() throws {
    try withTemporaryFolder { folder in
      try FileManager.default.createDirectory(
        atPath: folder + "/inner", withIntermediateDirectories: false)
      try put("{}", at: folder + "/a.json")
      try put("{}", at: folder + "/inner/b.json")
      #expect(mkfifo(folder + "/inner/fifo.json", 0o600) == 0)
      for (name, target) in [("zero.json", "/dev/zero"), ("dangling", "nowhere")] {
        try FileManager.default.createSymbolicLink(
          atPath: folder + "/" + name, withDestinationPath: target)
      }
      var skipped: [String] = []
      let files = try Files.documents(in: folder) { skipped.append($0.path) }
      #expect(files.map(\.name) == [folder + "/a.json", folder + "/inner/b.json"])
      #expect(
        skipped == [folder + "/dangling", folder + "/inner/fifo.json", folder + "/zero.json"])
      #expect(throws: Files.Failure.self) { try Files.documents(in: folder) }
    }
  }

  @Test("what may not be read is an error by its name, and skipped in a folder")
  func unreadable() throws {
    #expect(Files.failure("a.json", EACCES).isSkippable)
    // Nothing is closed to the superuser.
    if geteuid() == 0 { return }
    try withTemporaryFolder { folder in
      for name in ["closed", "open"] {
        try FileManager.default.createDirectory(
          atPath: folder + "/" + name, withIntermediateDirectories: false)
        try put("{}", at: folder + "/\(name)/a.json")
      }
      try put("{}", at: folder + "/closed.json")
      #expect(chmod(folder + "/closed.json", 0) == 0)
      #expect(chmod(folder + "/closed", 0) == 0)
      var skipped: [String] = []
      let files = try Files.documents(in: folder) { skipped.append($0.description) }
      #expect(chmod(folder + "/closed", 0o700) == 0)
      #expect(files.map(\.name) == [folder + "/open/a.json"])
      #expect(
        skipped == ["closed", "closed.json"].map { "\(folder)/\($0): permission denied" })
      #expect(throws: Files.Failure.self) { try Files.read(folder + "/closed.json") }
    }
  }
}
