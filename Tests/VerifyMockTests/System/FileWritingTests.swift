import Foundation
import Testing

@testable import VerifyMock

@Suite("Output files")
struct FileWritingTests {
  private let moment = Duration.milliseconds(20)

  @Test("a regular file is replaced in one step and nothing is left beside it")
  func replaces() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/port"
      try Files.write(Array("1\n".utf8), to: path)
      try Files.write(Array("2\n".utf8), to: path)
      #expect(text(at: path) == "2\n")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["port"])
    }
  }

  @Test("a link in the place of the file is replaced, and what it leads to stays")
  func replacesLink() throws {
    try withTemporaryFolder { folder in
      try put("precious", at: folder + "/victim")
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/port", withDestinationPath: "victim")
      try Files.write(Array("1\n".utf8), to: folder + "/port")
      #expect(text(at: folder + "/victim") == "precious")
      #expect(text(at: folder + "/port") == "1\n")
    }
  }

  @Test("a new file is never made through a link, nor over a file that is there")
  func createsOnly() throws {
    try withTemporaryFolder { folder in
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/draft", withDestinationPath: "victim")
      #expect(throws: Files.Failure.self) {
        try Files.create(folder + "/draft", with: [1], mode: 0o600, isDurable: false)
      }
      #expect(text(at: folder + "/victim") == nil)
    }
  }

  @Test("a FIFO stays one, and its reader gets the text")
  func fillsFIFO() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/fifo"
      #expect(mkfifo(path, 0o600) == 0)
      let reader = open(path, O_RDONLY | O_NONBLOCK)
      defer { close(reader) }
      try Files.write(Array("53124\n".utf8), to: path)
      var bytes = [UInt8](repeating: 0, count: 10)
      #expect(read(reader, &bytes, 10) == 6)
      #expect(String(decoding: bytes.prefix(6), as: UTF8.self) == "53124\n")
      var information = stat()
      #expect(stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFIFO)
    }
  }

  @Test("a FIFO that nobody opens, or whose reader takes nothing, is an error after a while")
  func givesUp() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/fifo"
      #expect(mkfifo(path, 0o600) == 0)
      let unopened = #expect(throws: Files.Failure.self) {
        try Files.write([1], to: path, patience: moment)
      }
      #expect(unopened?.reason.contains("no reader opened this FIFO") == true)
      let reader = open(path, O_RDONLY | O_NONBLOCK)
      defer { close(reader) }
      let unread = #expect(throws: Files.Failure.self) {
        try Files.write([UInt8](repeating: 1, count: 4 << 20), to: path, patience: moment)
      }
      #expect(unread?.reason.contains("took nothing") == true)
    }
  }

  @Test("a folder and a folder that is not there are errors that name the path")
  func names() throws {
    try withTemporaryFolder { folder in
      let isFolder = #expect(throws: Files.Failure.self) { try Files.write([1], to: folder) }
      #expect(isFolder?.description == "\(folder): this is a folder")
      let isNowhere = #expect(throws: Files.Failure.self) {
        try Files.write([1], to: folder + "/no/port")
      }
      #expect(isNowhere?.description == "\(folder)/no/port: no such file or folder")
    }
  }

  @Test("the names of descriptors mean those that were passed to us, and no others")
  func descriptors() throws {
    #expect(try Files.inherited("/dev/stdout") == 1)
    #expect(try Files.inherited("/dev/fd/2") == 2)
    #expect(try Files.inherited("/proc/self/fd/0") == 0)
    #expect(try Files.inherited("/dev/full") == nil)
    let own = open("/dev/null", O_RDONLY | O_CLOEXEC)
    defer { close(own) }
    #expect(throws: Files.Failure.self) { try Files.inherited("/dev/fd/\(own)") }
  }
}
