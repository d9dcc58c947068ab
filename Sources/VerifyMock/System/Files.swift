import VerifyMockContract
package import VerifyMockCore
import VerifyMockNetwork

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Reading whole files and folders, with errors a person can act on; writing is in its own file.
package enum Files {
  /// Why a file or folder can't be used.
  package struct Failure: Error, CustomStringConvertible {
    package let path: String
    package let reason: String
    /// Whether a folder's other documents can be used without this one: it is no regular file, it
    /// is too large, it may not be read, or a link leads nowhere.
    package var isSkippable = false

    /// `path: reason`
    package var description: String { "\(path): \(reason)" }
  }

  /// The most bytes that are read of a file: 64 MiB.
  package static let largest = 64 << 20

  /// The bytes of a regular file of at most `limit` bytes; `-` is the standard input.
  ///
  /// A FIFO or a device is refused before it is opened. `/dev/stdin` and `/dev/fd/N`, as shells
  /// pass `<(COMMAND)`, are read to their end.
  package static func read(
    _ path: String, limit: Int = Files.largest
  ) throws(Failure) -> [UInt8] {
    if path == "-" { return try read(0, path, limit) }
    if let descriptor = try inherited(path) { return try read(descriptor, path, limit) }
    var information = stat()
    guard stat(path, &information) == 0 else { throw failure(path) }
    try expectRegular(information, path)
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    // Somebody may have put another file there since.
    guard fstat(descriptor, &information) == 0 else { throw failure(path) }
    try expectRegular(information, path)
    return try read(descriptor, path, limit)
  }

  private static func read(
    _ descriptor: Int32, _ path: String, _ limit: Int
  ) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = buffer.withUnsafeMutableBytes { buffer -> Int in
        guard let base = buffer.baseAddress else { return 0 }
        return unistdRead(descriptor, base, buffer.count)
      }
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        guard errno == EAGAIN else { throw failure(path) }
        Socket(descriptor: descriptor).waitToRead(until: .never)
        continue
      }
      guard bytes.count + count <= limit else {
        let size = limit >> 20 > 0 ? "\(limit >> 20) MiB" : "\(limit) bytes"
        throw Failure(
          path: path, reason: "too large: files of up to \(size) are read", isSkippable: true)
      }
      bytes.append(contentsOf: buffer[..<count])
    }
  }

  /// The descriptor that a path such as `/dev/fd/3` names, if our parent has passed it to us.
  ///
  /// Such a path is used as that descriptor, because opening it again starts a file anew and
  /// fails for a socket.
  static func inherited(_ path: String) throws(Failure) -> Int32? {
    let descriptor: Int32
    switch path {
    case "/dev/stdin": descriptor = 0
    case "/dev/stdout": descriptor = 1
    case "/dev/stderr": descriptor = 2
    default:
      let folder = ["/dev/fd/", "/proc/self/fd/"].first { path.hasPrefix($0) }
      guard let folder, let number = Int32(path.dropFirst(folder.count)), number >= 0 else {
        return nil
      }
      descriptor = number
    }
    // Every descriptor of ours is closed in commands that we run; those from outside are not.
    let flags = fcntl(descriptor, F_GETFD)
    guard flags >= 0, flags & FD_CLOEXEC == 0 else { throw failure(path, EBADF) }
    return descriptor
  }

  /// Makes a folder for its owner alone, unless it is there; what it is in must be there.
  package static func makeFolder(_ path: String) throws(Failure) {
    guard mkdir(path, 0o700) != 0 else { return }
    guard errno == EEXIST else { throw failure(path) }
    guard try isFolder(path) else { throw failure(path, ENOTDIR) }
  }

  /// Whether a path is a folder; throws when there is nothing.
  package static func isFolder(_ path: String) throws(Failure) -> Bool {
    var information = stat()
    guard stat(path, &information) == 0 else { throw failure(path) }
    return information.st_mode & S_IFMT == S_IFDIR
  }

  /// The folder that a path names a file in, with its final slash; empty for a name alone.
  package static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// Whether a file's name is one of a document: JSON, or a contract in YAML.
  private static func isDocument(_ name: String) -> Bool {
    name.hasSuffix(".json") || YAMLText.isNamed(name)
  }

  /// The JSON files of a folder and the folders in it, in the order of their names.
  ///
  /// - Parameter skipping: is called for each entry that is skipped: a FIFO or another special
  ///   file, a file that is too large, a file or folder that may not be read, a link that leads
  ///   nowhere. Without it such an entry is an error.
  package static func documents(
    in folder: String, skipping: ((Failure) -> Void)? = nil
  ) throws(Failure) -> [SourceFile] {
    var result: [SourceFile] = []
    func skip(_ failure: Failure) throws(Failure) {
      guard failure.isSkippable, let skipping else { throw failure }
      skipping(failure)
    }
    func add(_ path: String) throws(Failure) {
      do throws(Failure) {
        result.append(SourceFile(name: path, bytes: try read(path)))
      } catch {
        try skip(error)
      }
    }
    for name in try names(in: folder) {
      let path = folder + "/" + name
      var information = stat()
      let isThere = stat(path, &information) == 0
      if isThere, information.st_mode & S_IFMT == S_IFDIR {
        var inner: [String] = []
        do throws(Failure) {
          inner = try names(in: path)
        } catch {
          try skip(error)
        }
        for name in inner where isDocument(name) { try add(path + "/" + name) }
      } else if !isThere || isDocument(name) {
        try add(path)
      }
    }
    return result
  }

  /// The names in a folder but hidden ones, sorted.
  package static func names(in folder: String) throws(Failure) -> [String] {
    guard let directory = opendir(folder) else { throw failure(folder) }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
          String(cString: $0)
        }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  /// A number that changes when any of the documents of a folder does.
  package static func fingerprint(of folder: String) -> Int {
    var hasher = Hasher()
    var paths = [folder]
    while let path = paths.popLast() {
      guard let names = try? names(in: path) else { continue }
      for name in names {
        var information = stat()
        let inner = path + "/" + name
        guard stat(inner, &information) == 0 else { continue }
        if information.st_mode & S_IFMT == S_IFDIR {
          if path == folder { paths.append(inner) }
          continue
        }
        hasher.combine(inner)
        hasher.combine(information.st_size)
        #if canImport(Darwin)
        hasher.combine(information.st_mtimespec.tv_sec)
        hasher.combine(information.st_mtimespec.tv_nsec)
        #else
        hasher.combine(information.st_mtim.tv_sec)
        hasher.combine(information.st_mtim.tv_nsec)
        #endif
      }
    }
    return hasher.finalize()
  }

  private static func expectRegular(_ information: stat, _ path: String) throws(Failure) {
    let kind: String
    switch information.st_mode & S_IFMT {
    case S_IFREG: return
    // Nobody means a folder by the name of a file.
    case S_IFDIR: throw failure(path, EISDIR)
    case S_IFIFO: kind = "a FIFO"
    case S_IFSOCK: kind = "a socket"
    default: kind = "a device"
    }
    throw Failure(
      path: path, reason: "this is \(kind), expected a regular file", isSkippable: true)
  }

  package static func failure(_ path: String, _ number: Int32 = errno) -> Failure {
    Failure(
      path: path, reason: text(of: number), isSkippable: [ENOENT, ELOOP, EACCES].contains(number))
  }

  package static func text(of number: Int32) -> String {
    switch number {
    case ENOENT: "no such file or folder"
    case EACCES: "permission denied"
    case EISDIR: "this is a folder"
    case ENOTDIR: "this is not a folder"
    default: String(cString: strerror(number))
    }
  }
}

private func unistdRead(_ descriptor: Int32, _ base: UnsafeMutableRawPointer, _ count: Int) -> Int {
  read(descriptor, base, count)
}
